"""Who may use the service: keys, hosts, origins; and nobody by accident."""
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from dushu_service.access import key_hash, new_key
from dushu_service.settings import Settings, SettingsError, check_exposure, is_loopback
from service_process import Server

OLD, NEW = new_key(), new_key()
BODY = {"content": "增长5%", "headers": {"Content-Type": "text/plain"}}


@pytest.fixture(scope="module")
def guarded(start_server: Callable[..., Server]) -> Server:
    """A server with two keys, one host and one origin."""
    return start_server(
        drain_seconds=0,
        api_keys=f"old-key:{key_hash(OLD.encode())}, new-key:{key_hash(NEW.encode())}",
        allowed_hosts="127.0.0.1, api.example.org, *.internal.example.org",
        cors_origins="https://desk.example.org",
    )


@pytest.fixture(scope="module")
def anybody(guarded: Server) -> Iterator[httpx.Client]:
    """A client without a key."""
    with httpx.Client(base_url=guarded.url, timeout=30, trust_env=False) as client:
        yield client


def post(client: httpx.Client, **headers: str) -> httpx.Response:
    """Ask for extraction with these headers."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/v1/extract", content="增长5%", headers={"Content-Type": "text/plain", **headers})


@pytest.mark.parametrize("key", [OLD, NEW], ids=["old", "new"])
def test_every_accepted_key_lets_in(anybody: httpx.Client, key: str) -> None:
    """Two at once, so that keys can be changed without an interruption."""
    assert post(anybody, Authorization=f"Bearer {key}").status_code == 200
    assert post(anybody, Authorization=f"bearer {key}").status_code == 200
    assert post(anybody, X_API_Key=key).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"Authorization": "Bearer"}, {"Authorization": f"Basic {OLD}"},
        {"Authorization": f"Bearer {OLD}x"},
        {"Authorization": "Bearer " + key_hash(OLD.encode())}, {"X-API-Key": ""}, {"X-API-Key": "\xff"},
        {"X-API-Key": "x" * 10_000},
    ],
    ids=["none", "empty", "scheme", "longer", "hash", "empty header", "not ASCII", "long"],
)
def test_no_other_key_does(anybody: httpx.Client, headers: dict[str, str]) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    response = anybody.post("/v1/extract", content="增长5%", headers={"Content-Type": b"text/plain", **raw})

    assert response.status_code == 401
    assert response.json()["type"] == "/problems/unauthorized"
    assert response.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/v1/extract/batch", "/v1/extract/stream"])
def test_all_work_needs_a_key(anybody: httpx.Client, path: str) -> None:
    assert anybody.post(path, content=b"x").status_code == 401


def test_numbers_need_a_key(anybody: httpx.Client) -> None:
    assert anybody.get("/metrics").status_code == 401
    assert anybody.get("/metrics", headers={"X-API-Key": NEW}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/livez", "/readyz", "/schema", "/v1/schema", "/v1/limits", "/problems/too-large"]
)
def test_probes_and_descriptions_need_none(anybody: httpx.Client, path: str) -> None:
    assert anybody.get(path).status_code == 200


def test_description_tells_of_keys(anybody: httpx.Client) -> None:
    assert anybody.get("/schema").json()["security"]


def test_log_has_the_keys_name_and_neither_key_nor_text(guarded: Server, anybody: httpx.Client) -> None:
    post(anybody, Authorization=f"Bearer {NEW}", X_Request_ID="look-for-this")
    while "look-for-this" not in (log := guarded.log.read_text()):  # written after the answer is sent
        time.sleep(0.01)
    line = next(line for line in log.splitlines() if "look-for-this" in line)

    assert '"key":"new-key"' in line
    assert NEW not in log
    assert key_hash(NEW.encode()) not in log
    assert "增长" not in log


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("api.example.org", 200), ("API.example.org:8443", 200), ("a.internal.example.org", 200),
        ("example.org", 421), ("internal.example.org", 421), ("api.example.org.evil.test", 421),
        ("[::1]:80", 421),
    ],
)
def test_only_allowed_hosts_are_answered(anybody: httpx.Client, host: str, status: int) -> None:
    assert post(anybody, X_API_Key=NEW, Host=host).status_code == status


def test_probe_may_name_any_host(anybody: httpx.Client) -> None:
    """Orchestrators ask by the address of the moment."""
    assert anybody.get("/readyz", headers={"Host": "10.1.2.3:8000"}).status_code == 200


def preflight(client: httpx.Client, origin: str) -> httpx.Response:
    """What a browser asks before a page may post."""
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    return client.options("/v1/extract", headers=headers)


def test_pages_of_listed_origins_may_call(anybody: httpx.Client) -> None:
    """They are told so without a key, and can read refusals."""
    allowed = "https://desk.example.org"

    assert preflight(anybody, allowed).headers["access-control-allow-origin"] == allowed
    assert post(anybody, Origin=allowed).headers["access-control-allow-origin"] == allowed
    assert post(anybody, Origin=allowed).status_code == 401


def test_pages_of_other_origins_may_not(anybody: httpx.Client, client: httpx.Client) -> None:
    """Nor anybody's where no origin is listed, which is the default."""
    assert "access-control-allow-origin" not in preflight(anybody, "https://evil.test").headers
    assert "access-control-allow-origin" not in preflight(client, "https://desk.example.org").headers


def test_answers_cannot_be_taken_for_pages(client: httpx.Client) -> None:
    for response in (client.get("/livez"), client.get("/nothing"), client.post("/v1/extract", **BODY)):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert response.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_may_be_open(host: str) -> None:
    assert is_loopback(host)
    check_exposure(Settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.org", ""])
def test_public_address_may_not_be_open_by_accident(host: str) -> None:
    with pytest.raises(SettingsError, match=r"^DUSHU_HOST="):
        check_exposure(Settings(host=host))
    check_exposure(Settings(host=host, open=True))
    check_exposure(Settings(host=host, api_keys=("a:" + "0" * 64,)))


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "dushu_service", *arguments], env={**os.environ, **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )


def test_server_refuses_to_be_open_to_all() -> None:
    ended = command("serve", "--host", "0.0.0.0")

    assert ended.returncode == 2
    assert ended.stderr.startswith("DUSHU_HOST='0.0.0.0'")


def test_key_command_makes_a_key_that_its_hash_fits() -> None:
    shown, entry = (line.split(": ", 1)[1] for line in command("key", "scrapers").stdout.splitlines())

    assert entry == f"scrapers:{key_hash(shown.encode())}"


def test_key_command_refuses_a_name_that_settings_would_refuse() -> None:
    assert command("key", "a:b").returncode == 2


def test_settings_command_prints_all_settings_and_no_hash() -> None:
    hashed = key_hash(NEW.encode())
    ended = command("settings", DUSHU_API_KEYS=f"desk:{hashed}", DUSHU_WORKERS="3")
    printed = dict(line.split("=", 1) for line in ended.stdout.splitlines())

    assert printed.keys() == {f"DUSHU_{name.upper()}" for name in Settings.__struct_fields__}
    assert printed["DUSHU_WORKERS"] == "3"
    assert printed["DUSHU_API_KEYS"] == "desk:…"
