"""What the service is compared with over HTTP: python bench/apps.py SERVER APPLICATION PORT.

Granian runs with the service's own settings, uvicorn with its defaults but for the lines it would log.
"""
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi import FastAPI
    from litestar import Litestar
    from litestar.handlers import HTTPRouteHandler
    from litestar.types import ASGIApp, Receive, Scope, Send

SIZE_VARIABLE = "BENCH_ANSWER_BYTES"          # how long the constant answers are


def read(body: bytes) -> bytes:
    """Body bytes to JSON bytes, all that each application does."""
    from dushu.pipeline import default_extractor
    from dushu_service.formats import json_encoder

    return json_encoder.encode(default_extractor().extract(body))


def constant_route() -> "HTTPRouteHandler":
    """A route that takes any body and answers always the same, in the leanest way that Litestar has."""
    from dushu_service.answer import Answer
    from litestar import Request, post

    body = b"1" * int(os.environ[SIZE_VARIABLE])
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]

    @post("/constant", status_code=200)
    async def constant(request: Request[Any, Any, Any]) -> Answer:
        await request.body()
        return Answer(200, headers, body)

    return constant


def litestar() -> "Litestar":
    """Litestar with nothing but the constant."""
    from litestar import Litestar

    return Litestar([constant_route()], openapi_config=None, logging_config=None)


def layers() -> "Litestar":
    """The service as it is, and the constant beside its routes: what its layers cost."""
    from dushu_service.asgi import application

    app = application()
    app.register(constant_route())
    return app


def raw() -> "ASGIApp":
    """No framework at all."""
    from litestar.enums import ScopeType

    read(b"1")

    async def application(scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != ScopeType.HTTP:
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message["body"]                                           # type: ignore[typeddict-item]
            more = message["more_body"]                                       # type: ignore[typeddict-item]
        answer = read(body)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer, "more_body": False})

    return application


def fastapi() -> "FastAPI":
    """FastAPI, the body taken from the request."""
    from fastapi import FastAPI, Request, Response

    read(b"1")
    app = FastAPI()

    @app.post("/v1/extract")
    async def extract(request: Request) -> Response:
        return Response(read(await request.body()), media_type="application/json")

    return app


def recognizers(port: int) -> None:
    """Recognizers-Text behind Python's own server, one report at a time."""
    from peers import recognizers

    models = recognizers()
    models("增长5%")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer(b"ok")

        def do_POST(self) -> None:
            found = models(self.rfile.read(int(self.headers["content-length"])).decode())
            self.answer(repr(found).encode())

        def answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


def main(server: str, application: str, port: int) -> None:
    """Serve one of them."""
    if server == "granian":
        from dushu_service.server import serve
        from dushu_service.settings import Settings

        serve(Settings(port=port), f"apps:{application}")
    elif server == "uvicorn":
        import uvicorn

        uvicorn.run(f"apps:{application}", factory=True, port=port, log_level="warning")
    else:
        recognizers(port)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
