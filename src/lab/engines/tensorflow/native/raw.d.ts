/** A file's text, put into the program as it is built. */
declare module '*?raw' {
  const text: string
  export default text
}
