import { readFileSync } from 'node:fs'

/**
 * Checks runs as `plenum train … --json` prints them against the thesis: VAE ends with no active unit, DG-VAE with at least three
 * quarters of the latent. Usage: node scripts/check-thesis.mjs RUNS.json
 */
const { runs } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const faults = []
/** Least and most active units, as shares of the latent. */
const BOUNDS = { vae: [0, 0], dg: [0.75, 1] }
for (const [objective, shares] of Object.entries(BOUNDS)) {
  const run = runs.find(({ config }) => config.objective.id === objective)
  if (!run) {
    faults.push(`There is no run of ${objective}.`)
    continue
  }
  const { latent } = run.config.settings
  const [least, most] = shares.map((share) => share * latent)
  const values = run.evaluations.find(({ split }) => split === 'test')?.values
  const seconds = run.ended_at === null ? null : Math.round((run.ended_at - run.started_at) / 1000)
  process.stdout.write(
    `${run.name}: ${run.state}, AU ${values?.au} of ${latent}, KL ${values?.kl}, prior LL ${values?.prior_ll}, ${seconds} s\n`,
  )
  if (run.state !== 'finished') faults.push(`${run.name} is ${run.state}: ${run.message}`)
  else if (!(values?.au >= least && values.au <= most)) faults.push(`${run.name} has AU ${values?.au}; expected ${least} to ${most}.`)
}
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length > 0 ? 1 : 0
