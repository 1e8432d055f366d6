/** A real HTTP server for one file, which can break off, refuse ranges or change its file as a test asks. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileServer {
  url: string;
  /** Headers of the requests so far. */
  requests: IncomingHttpHeaders[];
  serve: {
    body: Buffer;
    etag: string | null;
    ranges: boolean;
    /** Send nothing more after so many bytes of the answer, until the connection is cut. */
    holdAfter: number | null;
    status: number | null;
  };
  /** Cuts every connection. */
  breakOff(): void;
  close(): Promise<void>;
}

export async function startFileServer(body: Buffer): Promise<FileServer> {
  const serve: FileServer['serve'] = { body, etag: '"one"', ranges: true, holdAfter: null, status: null };
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    if (serve.status) return void response.writeHead(serve.status).end();
    const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const same = serve.etag !== null && request.headers['if-range'] === serve.etag;
    const start = serve.ranges && match && same ? Number(match[1]) : 0;
    if (serve.etag) response.setHeader('etag', serve.etag);
    if (start > 0 && start >= serve.body.length)
      return void response.writeHead(416, { 'content-range': `bytes */${serve.body.length}` }).end();
    const part = serve.body.subarray(start);
    const headers = { 'content-length': part.length };
    if (start > 0)
      response.writeHead(206, {
        ...headers,
        'content-range': `bytes ${start}-${serve.body.length - 1}/${serve.body.length}`,
      });
    else response.writeHead(200, headers);
    if (serve.holdAfter === null) return void response.end(part);
    response.write(part.subarray(0, serve.holdAfter));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.onnx`,
    requests,
    serve,
    breakOff: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
