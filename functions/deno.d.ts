/** The part of Deno that entry points use; the code they wire is runtime-neutral and sees none of it. */
declare namespace Deno {
  const env: { toObject(): Record<string, string> };
  /** Listens where the platform says (DENO_SERVE_ADDRESS locally). */
  function serve(handler: (request: Request) => Response | Promise<Response>): unknown;
}
