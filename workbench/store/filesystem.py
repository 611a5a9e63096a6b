"""Where a database file may stand, and who may read it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from workbench.core.fault import Fault

NETWORK: Final = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "glusterfs", "davfs"),
        *("9p.drvfs", "fuse.sshfs", "fuse.glusterfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs"),
        *("fuse.gcsfuse", "fuse.goofys", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.ceph", "fuse.onedriver"),
        *("fuse.google-drive-ocamlfuse", "fuse.juicefs"),
    )
)
"""File systems whose locks two machines can't trust, as the kernel names them."""
PRIVATE: Final = 0o600
GROUP: Final = 0o660
GROUP_FOLDER: Final = 0o2770


def network_file_system(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str | None:
    """The kind of network file system a path is on; None where it is local or cannot be told."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    kind = file_system(path.resolve(), lines)
    return kind if kind in NETWORK else None


def file_system(path: Path, mountinfo: Iterable[str]) -> str | None:
    """The kind of file system of an absolute path, from the lines of ``mountinfo``; the deepest, latest mount holds."""
    best, found = -1, None
    for line in mountinfo:
        before, _, after = line.partition(" - ")
        fields, tail = before.split(" "), after.split(" ")
        if len(fields) < 5 or not tail[0]:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4])
        if path.is_relative_to(point) and len(Path(point).parts) >= best:
            windows = tail[0] == "9p" and "drvfs" in after
            best, found = len(Path(point).parts), "9p.drvfs" if windows else tail[0]
    return found


def refuse_network(path: Path) -> None:
    """Refuse a path on a network file system.

    Raises:
        Fault: with the reason, because two machines that trust such locks corrupt the file.
    """
    kind = network_file_system(path if path.exists() else path.parent)
    if kind is not None:
        raise Fault(
            f"{path.name} would stand on a network file system ({kind}), whose locks SQLite cannot trust",
            "Keep it on a local disk of one host and let everybody log in there",
        )


def create_file(path: Path, group: str | None = None) -> None:
    """Create an empty file that nobody else can read, or that a group shares.

    Raises:
        Fault: where the file is there already, its folder is missing, or the group can't be given.
    """
    if group is not None:
        _share_folder(path.parent, group)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE)
    except FileExistsError:
        raise Fault(f"{path.name} exists already", "Choose another name, or open it") from None
    except OSError as error:
        raise Fault(
            f"{path.name} can't be created: {error.strerror}", "Check the folder and its permissions"
        ) from error
    try:
        if group is not None:
            os.fchown(handle, -1, _group_id(group))
            os.fchmod(handle, GROUP)
    finally:
        os.close(handle)


def mode_faults(path: Path, folder: bool = True) -> list[str]:
    """What is wrong with the permissions of a database file, in words."""
    faults = []
    mode = path.stat().st_mode
    if mode & stat.S_IRWXO:
        faults.append(f"{path.name} can be read by everybody on this machine (mode {stat.S_IMODE(mode):04o})")
    shared = bool(mode & stat.S_IWGRP)
    if shared and folder and not path.parent.stat().st_mode & stat.S_ISGID:
        faults.append(f"{path.name} is shared by a group, but its folder does not hand the group on (chmod g+s)")
    return faults


def _group_id(group: str) -> int:
    import grp

    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        raise Fault(
            f"There is no group {group}", "Ask the administrator of this machine, or leave the group out"
        ) from None


def _share_folder(folder: Path, group: str) -> None:
    """Make a new folder the group's own, or see that an existing one is."""
    gid = _group_id(group)
    cure = f"Run `chgrp {group} FOLDER; chmod 2770 FOLDER`, or name a new folder"
    try:
        if not folder.exists():
            folder.mkdir(mode=0o700)
            os.chown(folder, -1, gid)
            folder.chmod(GROUP_FOLDER)
    except OSError as error:
        raise Fault(f"The folder can't be given to the group {group}: {error.strerror}", cure) from error
    status = folder.stat()
    if status.st_gid != gid or not status.st_mode & stat.S_ISGID or not status.st_mode & stat.S_IWGRP:
        raise Fault(f"The folder of {folder.name} is not one that the group {group} shares", cure)
