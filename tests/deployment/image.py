"""Builds the image with buildah, without a container engine, and runs it as one would.

Buildah runs the Dockerfile's commands in a chroot. The base image can't be pulled where there are only
Debian's packages: a small one with Debian's Python takes its place.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
REQUIRED = "HEARTEN_TEST_IMAGE"
"""Set to `required`, a machine that can't build the image fails the tests, instead of skipping them."""
USER = 10001
_PACKAGES = (
    "base-files,base-passwd,bash,ca-certificates,coreutils,dash,grep,libc-bin,libpam-modules,passwd,"
    "python3,python3-pip,python3-venv,sed"
)
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_RUN = """
set -e
root=$1; shift
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t tmpfs -o uid=10001,gid=10001,mode=0700 data "$root/data"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
exec chroot --userspec=10001:10001 "$root" "$@"
"""


def can_build() -> bool:
    """Return True if this machine has what it takes: the programs, and root for mounts."""
    return os.geteuid() == 0 and all(map(shutil.which, ("buildah", "mmdebstrap", "unshare")))


class Builder:
    """Buildah with a store of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which must be on a local disk."""
        self.folder = folder

    def run(self, *arguments: str) -> str:
        """Run buildah, and return what it prints."""
        store = ["--root", str(self.folder / "store"), "--runroot", str(self.folder / "run")]
        ended = subprocess.run(
            ["buildah", *store, *arguments],
            text=True,
            capture_output=True,
            check=False,
            env=os.environ | {"BUILDAH_ISOLATION": "chroot"},
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout.strip()

    def make_base(self) -> None:
        """Make the image `localhost/base`: Python as the official one has it, of this machine's Debian."""
        archive = self.folder / "base.tar"
        release = _read_os_release()["VERSION_CODENAME"]
        packages = ["--quiet", "--variant=extract", f"--include={_PACKAGES}"]
        subprocess.run(["mmdebstrap", *packages, release, archive], check=True)
        container = self.run("from", "scratch")
        root = Path(self.run("mount", container))
        subprocess.run(["tar", "-C", root, "-xf", archive], check=True)
        for name in ("passwd", "group"):
            shutil.copy(root / f"usr/share/base-passwd/{name}.master", root / f"etc/{name}")
        # Debian's Python refuses pip; the official image's does not.
        for mark in root.glob("usr/lib/python3*/EXTERNALLY-MANAGED"):
            mark.unlink()
        (root / "usr/bin/python").symlink_to("python3")
        (root / _CERTIFICATES[1:]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_CERTIFICATES, root / _CERTIFICATES[1:])
        self.run("umount", container)
        certificates = [f"--env={name}={_CERTIFICATES}" for name in ("SSL_CERT_FILE", "PIP_CERT")]
        path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        self.run("config", *certificates, f"--env={path}", container)
        self.run("commit", "--quiet", "--rm", container, "localhost/base")

    def build(self, base: str, version: str) -> dict[str, Any]:
        """Build `localhost/hearten` from the Dockerfile, and return the image's configuration."""
        cache = subprocess.check_output(["uv", "cache", "dir"], text=True).strip()
        self.run(
            "build",
            "--format=docker",
            "--pull-never",
            f"--volume={cache}:/root/.cache/uv",
            f"--build-context={base}=container-image://localhost/base",
            f"--build-arg=VERSION={version}",
            "--tag=localhost/hearten",
            str(ROOT),
        )
        inspected = json.loads(self.run("inspect", "--type=image", "localhost/hearten"))
        config: dict[str, Any] = inspected["Docker"]["config"]
        return config

    def mount(self) -> Path:
        """Return the folder with the image's files."""
        return Path(self.run("mount", self.run("from", "--pull-never", "localhost/hearten")))

    def remove(self) -> None:
        """Remove everything: pytest keeps the folders of some runs."""
        self.run("umount", "--all")
        shutil.rmtree(self.folder)


def confined_program(root: Path, environment: Sequence[str]) -> list[str]:
    """Return the command that runs another one in the image's files: read-only, as its user, as process 1."""
    namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    return [*namespaces, "sh", "-c", _RUN, "sh", str(root), "env", "-i", "-C", "/data", *environment]


def _read_os_release() -> dict[str, str]:
    lines = Path("/etc/os-release").read_text().splitlines()
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}
