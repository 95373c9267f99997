/** The window's part of the one catalogue, src/texts. */
export { texts } from '../texts/window'
