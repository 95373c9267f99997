import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { METHODS } from '../../src/lab/objectives/registry'
import { EXPERIMENT_GROUPS } from '../../src/shared/paper/groups'
import { COMMANDS } from '../../src/cli/main'
import { parseCommand } from '../../src/cli/arguments/parse'
import { commandHelp, overview } from '../../src/cli/text/help'
import { temporaryFolder } from '../lab/lab-fixture'
import { TestCli } from './cli-fixture'

const command = (name: string) => COMMANDS.find((candidate) => candidate.name === name) ?? COMMANDS[0]
const train = ['train', '--corpus', 'sample', '--objective', 'vae']

describe('a bad command line exits 2 with the name and the range', () => {
  test.each([
    [['fly'], 'There is no command "fly"; there are import, corpora, train'],
    [['trian'], 'There is no command "trian". Did you mean train?'],
    [['help', 'trian'], 'Did you mean train?'],
    [['--json', 'runs'], 'The command comes first'],
    [['runs', '--verbose'], '--verbose is no option of "plenum runs"'],
    [['runs', '-x'], '-x is no option'],
    [['train', '--prest', 'tiny'], '--prest is no option of "plenum train". Did you mean --preset?'],
    [['runs', 'extra'], 'does not know what to do with "extra"'],
    [['runs', '--json=yes'], '--json takes no value'],
    [['train'], '--corpus is needed'],
    [['train', '--corpus'], '--corpus needs a value'],
    [['train', '--corpus', '--json'], '--corpus needs a value'],
    [['train', '--corpus', 'sample'], '--objective or --group is needed'],
    [['train', '--corpus', 'a', '--corpus', 'b'], '--corpus is given twice'],
    [[...train, 'gan'], '--objective gan: There is no objective "gan"; choose one of'],
    [[...train, 'dg:agg_size=0'], '"agg_size" of the objective "dg" must be a whole number from 1 to'],
    [[...train, 'dg:depth=3'], 'has no parameter "depth"'],
    [[...train, 'dg:agg_size'], 'a parameter is name=number'],
    [[...train, 'dg:agg_size=many'], 'a parameter is name=number'],
    [[...train, 'dg+gan'], '"gan" joins no objective; what joins one is skip, bow or cyclic'],
    [[...train, 'dg', '--agg_size', '0'], '--agg_size must be a whole number from 1 to 512, not 0'],
    [[...train, 'dg', '--agg-size', '2.5'], '--agg_size must be a whole number from 1 to 512, not 2.5'],
    [[...train, 'beta', '--kl_beta', '-1'], '--kl_beta must be a number from 0 to 10, not -1'],
    [[...train, 'free-bits', '--target_kl', '1001'], '--target_kl must be a number from 0 to 1000, not 1001'],
    [[...train, 'bn', '--gamma', '0'], '--gamma must be a number from 0.01 to 10, not 0'],
    [[...train, 'delta', '--delta', '0'], '--delta must be a number from 0.001 to 10, not 0'],
    [[...train, 'vmf', '--kappa', '1e9'], '--kappa must be a number from 0.1 to 1000, not 1e9'],
    [[...train, '--kappa', '13'], '--kappa is a parameter of vmf and dg-vmf; none of the objectives given has it'],
    [[...train, '--cycle', '0'], '--cycle must be a whole number from 1 to 1000, not 0'],
    [[...train, '--cycle', '5'], 'The cycle is shorter than warm_up'],
    [[...train, '--cycle', '5', '--warm_up', '0'], 'warm_up is 0'],
    [[...train, '--cycle', '5', '--set', 'warm_up=0'], 'warm_up is 0'],
    [[...train, '--add_skip=1'], '--add_skip takes no value'],
    [[...train, '--warm_up', '1001'], '--warm_up must be a whole number from 0 to 1000, not 1001'],
    [[...train, '--warm-up', '3', '--set', 'warm_up=4'], '--warm_up and --set warm_up are both given'],
    [[...train, '--epochs', '3', '--set', 'epochs=4'], '--epochs and --set epochs are both given'],
    [
      ['train', '--corpus', 'sample', '--group', 'all'],
      '--group must be overview, structure, restriction, beta, gamma, target, aggregation or kappa',
    ],
    [['train', '--corpus', 'sample', '--group'], '--group needs a value: NAME'],
    [[...train, '--preset', 'huge'], '--preset must be tiny, short or long, not "huge"'],
    [[...train, '--epochs', '0'], '--epochs must be a whole number from 1 to 1000, not 0'],
    [[...train, '--epochs', '1.5'], '--epochs must be a whole number from 1 to 1000, not 1.5'],
    [[...train, '--epochs', 'ten'], '--epochs must be a whole number from 1 to 1000, not ten'],
    [[...train, '--epochs='], '--epochs must be a whole number from 1 to 1000, not empty'],
    [[...train, '--epochs', '0x10'], '--epochs must be a whole number'],
    [[...train, '--seed', '-1'], '--seed must be a whole number from 0 to 2147483647, not -1'],
    [[...train, '--seed', '1', '2', 'x'], '--seed must be a whole number from 0 to 2147483647, not x'],
    [[...train, '--parallel', '65'], '--parallel must be a whole number from 1 to 64, not 65'],
    [[...train, '--set', 'hidden'], '--set needs key=value'],
    [[...train, '--set', 'depth=3'], '--set knows no setting "depth"; it knows embedding, hidden'],
    [[...train, '--set', 'hidden=3'], '--set hidden must be a whole number from 4 to 4096, not 3'],
    [[...train, '--set', 'dropout_in=1'], '--set dropout_in must be a number from 0 to 0.95, not 1'],
    [[...train, '--set', 'optimiser=lbfgs'], '--set optimiser must be sgd or adam, not "lbfgs"'],
    [[...train, '--engine', 'abacus'], 'There is no engine "abacus"; it must be onnx, '],
    [[...train, '--race'], '--race needs at least two objectives'],
    [['train', '--corpus', '/no/such/file', '--objective', 'vae'], '--corpus must be sample, glosses, grammar, a path'],
    [['import'], 'needs PATH…'],
    [['import', 'a', '--max-length', '0'], '--max-length must be a whole number from 1 to 10000, not 0'],
    [['import', 'a', '--valid-share', '0.9'], '--valid-share must be a number from 0.001 to 0.4, not 0.9'],
    [['import', 'a', '--labelled', 'maybe'], '--labelled must be auto, yes or no, not "maybe"'],
    [['import', 'a', '--max', '5'], 'Did you mean --max-length?'],
    [['evaluate'], 'needs RUN'],
    [['evaluate', 'x', '--split', 'dev'], '--split must be train, valid or test, not "dev"'],
    [['evaluate', 'abc'], 'RUN "abc" is not known: give its number, its id, or at least 4 letters'],
    [['corpora', '--search', 'good'], '--search needs CORPUS'],
    [['corpora', 'c', '--match-case'], '--match-case belongs to --search'],
    [['corpora', 'c', '--limit', '3'], '--limit is for a list of sentences'],
    [['corpora', 'c', '--split', 'test'], '--split is for a list of sentences'],
    [['corpora', 'c', '--describe', '--unknown'], 'leave it or --unknown out'],
    [['corpora', 'c', '--shortest', '9', '--longest', '5'], 'No sentence has at least 9 and at most 5 words'],
    [['tag', '#1', '--add', ' '], '--add: a tag has from 1 to 40 characters'],
    [['tag', '#1', '--add', 'a'.repeat(41)], '--add: a tag has from 1 to 40 characters'],
    [['tag', '#1', '--add', 'a', '--remove', 'a'], '"a" is both added and taken away'],
    [['health', '--set', 'hole.joint_kl'], '--set needs name=value'],
    [['health', '--set', 'hole.jointkl=2'], '--set knows no threshold "hole.jointkl". Did you mean hole.joint_kl?'],
    [['report', '#1', '--out', 'x.txt'], '--out must be a Markdown file'],
    [['evaluate', 'x', '--split', 'valid', '--all'], '--all takes every split; leave --split valid out'],
    [['evaluate', 'x', '--explain', '--json'], '--explain is for the table'],
    [['evaluate', '#7', '#8'], 'RUN "#7" is not known'],
    [['generate'], 'needs RUN'],
    [['generate', '#1'], 'One of --interpolate "A" "B", --samples N and --reconstruct FILE is needed, not none'],
    [['generate', '#1', '--samples', '2', '--reconstruct', '-'], 'is needed, not 2'],
    [['generate', '#1', '--samples', '2', '--reconstruct', '-', '--interpolate', 'a', 'b'], 'is needed, not 3'],
    [['generate', '#1', '--interpolate', 'a b c'], '--interpolate needs two sentences, each in quotes, not 1'],
    [['generate', '--interpolate', 'a', 'b', '#1'], 'needs RUN'],
    [['generate', '#1', '--interpolate', 'a', 'b', 'c'], '--interpolate needs two sentences, each in quotes, not 3'],
    [['generate', '#1', '--interpolate', ''], '--interpolate needs "A" "B", not an empty text'],
    [['generate', '#1', '--samples', '0'], '--samples must be a whole number from 1 to 100000, not 0'],
    [['generate', '#1', '--interpolate', 'a', 'b', '--points', '1'], '--points must be a whole number from 2 to 101, not 1'],
    [['generate', '#1', '--samples', '1', '--points', '3'], '--points belongs to --interpolate'],
    [['generate', '#1', '--samples', '1', '--path', 'circle'], '--path belongs to --interpolate'],
    [['generate', '#1', '--interpolate', 'a', 'b', '--path', 'spiral'], '--path must be line or circle, not "spiral"'],
    [['generate', '#1', '--samples', '1', '--decode', 'best'], '--decode must be greedy, beam or sample, not "best"'],
    [['generate', '#1', '--samples', '1', '--beam', '5'], '--beam belongs to --decode beam; with greedy it would change nothing'],
    [['generate', '#1', '--samples', '1', '--decode', 'beam', '--temperature', '1'], '--temperature belongs to --decode sample'],
    [['generate', '#1', '--samples', '1', '--decode', 'beam', '--beam', '51'], '--beam must be a whole number from 1 to 50, not 51'],
    [['generate', '#1', '--samples', '1', '--decode', 'sample', '--top_p', '0'], '--top_p must be a number from 0.01 to 1, not 0'],
    [
      ['generate', '#1', '--samples', '1', '--decode', 'sample', '--temperature', '9'],
      '--temperature must be a number from 0.05 to 5, not 9',
    ],
    [['generate', '#1', '--samples', '1'], 'RUN "#1" is not known'],
    [['compare'], 'needs RUN…'],
    [['compare', '#1', '#2'], 'RUN "#1" is not known'],
    [['compare', '#1', '--latex', '--csv'], 'Only one of --latex, --csv, --json or --markdown can be given'],
    [['compare', '#1', '--split', 'dev'], '--split must be train, valid or test, not "dev"'],
    [['evaluate', '#7'], 'RUN "#7" is not known'],
    [['resume'], 'needs RUN…'],
    [['resume', 'abc'], 'RUN "abc" is not known'],
    [['serve', '--port', '70000'], '--port must be a whole number from 0 to 65535, not 70000'],
    [['verify', '--golden', 'test/golden', '--engine', 'abacus'], 'There is no engine "abacus"; it must be onnx, '],
    [['engines', 'mend'], '"plenum engines" knows link, test, compare, not "mend"'],
    [['engines', 'test', 'abacus'], 'There is no engine "abacus"'],
    [['engines', 'compare', 'onnx'], '"plenum engines compare" needs the ids of two engines'],
    [['engines', '--gpu'], '--gpu belongs to "plenum engines link"'],
    [['engines', 'test', 'onnx', '--steps', '5'], '--steps belongs to "plenum engines compare"'],
    [['verify'], '--golden is needed'],
    [['verify', '--golden', '/no/such/folder'], '--golden must be a folder of golden files'],
    [['bench'], 'needs KIND'],
    [['bench', 'run'], 'times step, epoch, evaluate, decode, import, latent, start or serve, not "run"'],
    [['bench', 'epoch', '--engine', 'onnx', 'tensorflow-wasm'], 'times one engine at a time'],
    [['bench', 'decode', '--objective', 'dg'], '--objective is of no use here: it belongs to "plenum bench step, epoch or evaluate"'],
    [['bench', 'step', '--rounds', '2'], '--rounds is of no use here'],
    [['bench', 'import', '--preset', 'tiny'], '--preset is of no use here'],
    [['bench', 'step', '--steps', '0'], '--steps must be a whole number from 1 to 100000, not 0'],
    [['bench', 'step', '--objective', 'gan'], '--objective must be vae'],
    [['bench', 'step', '--engine', 'abacus'], 'There is no engine "abacus"; it must be onnx, '],
    [['runs', '--home='], '--home needs DIR'],
  ])('%j: %s', async (args, sentence) => {
    const cli = new TestCli(join(await temporaryFolder(), 'home'))
    const code = await cli.run(...args)
    expect(cli.err).toContain(sentence)
    expect(code).toBe(2)
    expect(cli.out).toBe('')
    expect(cli.err).toMatch(/--help" tells more\.\n$/)
  })
})

describe('options', () => {
  test('that repeat take several values, at once or one by one', () => {
    const { values } = parseCommand(command('train'), [
      '--objective',
      'dg',
      'vae',
      '--seed=1',
      '2',
      '--set',
      'a=1',
      '--set',
      'b=2',
      '--objective',
      'beta:kl_beta=0.4',
    ])
    expect(values).toMatchObject({
      objective: ['dg', 'vae', 'beta:kl_beta=0.4'],
      seed: [1, 2],
      set: ['a=1', 'b=2'],
      preset: 'short',
      json: false,
    })
  })

  test('are spelt with - or _ alike', () => {
    const { values } = parseCommand(command('train'), ['--agg-size', '4', '--kl_beta=0.4', '--add-skip', '--warm-up', '0'])
    expect(values).toMatchObject({ agg_size: 4, kl_beta: 0.4, add_skip: true, add_bow: false, warm_up: 0 })
    expect(parseCommand(command('import'), ['a', '--max_length', '5']).values).toMatchObject({ 'max-length': 5 })
    expect(() => parseCommand(command('train'), ['--agg-size', '4', '--agg_size', '8'])).toThrow('--agg_size is given twice.')
  })

  test('that take one value leave the words after it alone; so does --', () => {
    expect(parseCommand(command('import'), ['--name', 'N', 'a.txt', 'b.txt'])).toMatchObject({
      positionals: ['a.txt', 'b.txt'],
      values: { name: 'N' },
    })
    expect(parseCommand(command('import'), ['--', '--odd.txt'])).toMatchObject({ positionals: ['--odd.txt'] })
  })
})

describe('help', () => {
  test.each(COMMANDS.map(({ name }) => name))('of %s names its options on stdout', async (name) => {
    const cli = new TestCli(await temporaryFolder())
    expect(await cli.run(name, '--help')).toBe(0)
    expect(cli.out).toContain(`Usage: plenum ${name}`)
    for (const option of Object.keys(command(name).options)) expect(cli.out).toContain(`--${option}`)
    expect(await cli.run(name, '-h')).toBe(0)
  })

  test('of train groups the flags of the registries, and lists the groups of experiments', async () => {
    const cli = new TestCli(await temporaryFolder())
    await cli.run('train', '--help')
    expect(cli.out).toMatch(/\n\nParameters, each of every objective given that has it:\n {2}--kl_beta N +β of beta/)
    expect(cli.out).toMatch(
      /--agg_size N +\|b\| of dg, dg-joint and dg-vmf: sentences aggregated[^()]*\(a\s+whole\s+number\s+from\s+1\s+to\s+512\)\n/,
    )
    expect(cli.out).toMatch(/\n\nWhat joins every objective given:\n {2}--cycle N +Cyclic annealing: /)
    for (const { id, choices } of EXPERIMENT_GROUPS) expect(cli.out).toMatch(new RegExp(`\\n  ${id} +${choices.length} runs`))
    for (const { id, parameters } of METHODS) {
      expect(cli.out).toMatch(new RegExp(`\\n  ${id} `))
      for (const { key } of parameters) expect(cli.out).toContain(`  --${key} N`)
    }
  })

  test.each([60, 80, 100])('fits %i columns', (columns) => {
    const lines = [overview(COMMANDS, '1.0', columns), ...COMMANDS.map((one) => commandHelp(one, columns))].join('\n').split('\n')
    // What can be typed stays in one line.
    expect(lines.filter((line) => line.length > columns && !/^(Usage|Example): /.test(line))).toEqual([])
  })

  test('says a default once, after the range', () => {
    expect(commandHelp(command('corpora'), 200)).toMatch(/--limit N +Most sentences to list \(a whole number from 1 to 100000\) \[20\]\n/)
    expect(commandHelp(command('corpora'), 200)).toMatch(/--split train\|valid\|test +Split whose sentences are listed \[train\]\n/)
  })

  test('of a command, also as "help COMMAND"', async () => {
    const cli = new TestCli(await temporaryFolder())
    await cli.run('runs', '--help')
    const { out } = cli
    expect(await cli.run('help', 'runs')).toBe(0)
    expect(cli.out).toBe(out)
  })

  test('the overview and the version', async () => {
    const cli = new TestCli(await temporaryFolder())
    for (const args of [[], ['--help'], ['help'], ['-h']]) {
      expect(await cli.run(...args)).toBe(0)
      for (const { name } of COMMANDS) expect(cli.out).toContain(`  ${name}`)
    }
    expect(await cli.run('--version')).toBe(0)
    expect(cli.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
