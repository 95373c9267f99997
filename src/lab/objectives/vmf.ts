import { scalar } from '../graph'
import { klToUniform } from '../model/von-mises-fisher'
import { say } from '../../texts/lab'
import { CONCENTRATION } from './concentration'
import type { ObjectiveDefinition } from './objective'

export const vmf: ObjectiveDefinition = {
  descriptor: {
    id: 'vmf',
    kind: 'objective',
    ...say.objectives.vmf.words,
    formula: String.raw`\mathrm{rec} + \kappa A_D(\kappa) + \log C_D(\kappa) - \log C_D(0),\quad q(z \mid x) = \mathrm{vMF}(\mu / \lVert\mu\rVert,\, \kappa)`,
    citation: 'Xu and Durrett 2018; Davidson et al. 2018',
    floor: String.raw`\kappa A_D(\kappa) + \log C_D(\kappa) - \log C_D(0)`,
    constant: true,
    parameters: [CONCENTRATION],
  },
  name: ({ kappa }) => say.objectives.vmf.name(kappa),
  posterior: ({ kappa }) => ({ kind: 'vmf', kappa }),
  floor: ({ kappa }, latent) => klToUniform(latent, kappa),
  regulariser: ({ parameters, latent }) => ({ weighted: scalar(klToUniform(latent, parameters.kappa)) }),
}
