/** A binary as the build puts it into the script, gzipped and in base64. */
export async function inflate(base64: string): Promise<ArrayBuffer> {
  const gzipped = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([gzipped]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}
