"""The running service keeps what its OpenAPI description promises: Schemathesis makes up the requests.

Every operation is sent examples, boundary values, and made-up requests that are valid or not. All checks hold:
no 500; statuses, media types, headers and bodies as described; what is not valid is refused, what is valid read.
"""
import os
import subprocess
import sys
from pathlib import Path

import pytest
from service_process import Server

HERE = Path(__file__).parent


@pytest.mark.parametrize("examples", [8, pytest.param(1000, marks=pytest.mark.slow)], ids=["quick", "deep"])
def test_service_is_as_described(server: Server, tmp_path: Path, examples: int) -> None:
    command = Path(sys.executable).with_name("schemathesis")
    result = subprocess.run(
        [command, "--config-file", HERE / "schemathesis.toml", "run", f"{server.url}/schema/openapi.json",
         "--checks", "all", "--max-examples", str(examples), "--generation-deterministic", "--no-color"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)},
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
