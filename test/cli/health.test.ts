import { describe, expect, test } from 'vitest'
import { DEFAULT_HEALTH_RULES } from '../../src/shared/health'
import { temporaryFolder } from '../lab/lab-fixture'
import { TestCli } from './cli-fixture'

const open = async () => new TestCli(await temporaryFolder())

describe('health', () => {
  test('shows every threshold with its range, and keeps what is set', async () => {
    const cli = await open()
    expect(await cli.run('health')).toBe(0)
    expect(cli.out).toMatch(/^Threshold +Value +Range +Meaning\npause +no +yes\|no +Pause a run when an alarm is raised\n/)
    expect(cli.out).toMatch(/hole\.joint_kl +1\.5 +0…1000 +A hole where the joint KL is at least/)
    expect(await cli.run('health', '--set', 'hole.joint_kl=0.5', 'pause=yes', 'empty-kl.enabled=no', '--json')).toBe(0)
    const set = { ...DEFAULT_HEALTH_RULES, pause: true }
    const wanted = { ...set, hole: { ...set.hole, joint_kl: 0.5 }, 'empty-kl': { ...set['empty-kl'], enabled: false } }
    expect(JSON.parse(cli.out)).toEqual(wanted)
    expect(await cli.run('health', '--reset', '--set', 'collapse.epochs=5', '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toEqual({ ...DEFAULT_HEALTH_RULES, collapse: { ...DEFAULT_HEALTH_RULES.collapse, epochs: 5 } })
  })

  test('refuses what is no threshold or out of its range, naming both', async () => {
    const cli = await open()
    expect(await cli.run('health', '--set', 'hole.size=1')).toBe(2)
    expect(cli.err).toContain('--set knows no threshold "hole.size". Did you mean hole.rise?')
    expect(await cli.run('health', '--set', 'foo=1')).toBe(2)
    expect(cli.err).toContain('it knows pause, collapse.enabled')
    expect(await cli.run('health', '--set', 'collapse.active_share=2')).toBe(2)
    expect(cli.err).toContain('--set collapse.active_share must be a number from 0 to 1, not 2.')
    expect(await cli.run('health', '--set', 'pause=perhaps')).toBe(2)
    expect(cli.err).toContain('--set pause must be yes or no, not "perhaps".')
  })
})

describe('runs that are followed', () => {
  test('tell their alarms with cause and remedy, and when they are over', async () => {
    const cli = await open()
    const train = ['train', '--corpus', 'sample', '--objective', 'vae', '--preset', 'tiny', '--epochs', '6', '--seed', '20']
    expect(await cli.run(...train)).toBe(0)
    expect(cli.err).toMatch(/#1 VAE, epoch 3: Posterior collapse\. After 3 epochs in a row AU 0 of 8 .*Take an objective/)
    expect(cli.err).toMatch(/#1 VAE, epoch 3: Posterior collapse\. Over since epoch 5\./)
  })
})
