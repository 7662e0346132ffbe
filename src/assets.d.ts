/** A WebAssembly binary, gzipped and in base64, as the build puts it into the script. */
declare module '*.wasm' {
  const gzippedBase64: string;
  export default gzippedBase64;
}

/** Set by the build: the package's version. */
declare const __VERSION__: string;
