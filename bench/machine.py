"""What the measurements are of: the machine, and the programs on it."""
import os
import platform
import re
import shutil
import subprocess

from timing import PROGRAM

# AMD's servers often call themselves "AMD EPYC" and no more. The family, and
# the models in it: arch/x86/kernel/cpu/amd.c of Linux, bsp_init_amd() and
# init_amd_zen*().
ZEN = [
    (0x17, range(0x00, 0x30), "Zen"),
    (0x17, range(0x30, 0x100), "Zen 2"),
    (0x19, range(0x00, 0x10), "Zen 3"),
    (0x19, range(0x10, 0x20), "Zen 4"),
    (0x19, range(0x20, 0x60), "Zen 3"),
    (0x19, range(0x60, 0x80), "Zen 4"),
    (0x19, range(0xa0, 0xb0), "Zen 4"),
    (0x1a, range(0x00, 0x80), "Zen 5"),
]

# Programs that are measured or that measure, and how to ask for their version.
VERSIONS = [
    (["cc", "--version"], "cc"),
    (["pkg-config", "--modversion", "simdjson"], "simdjson"),
    (["node", "--version"], "node"),
    (["python3", "--version"], "python"),
    (["jq", "--version"], "jq"),
    (["psql", "--version"], "psql"),
]


def cpu():
    """Its name; where /proc/cpuinfo knows none, its architecture."""
    about = {}
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            name, _, value = line.partition(":")
            about.setdefault(name.strip(), value.strip())
    name = about.get("model name", platform.machine())
    name = re.sub(r"\((R|TM)\)| CPU| Processor| @.*", "", name)
    if about.get("vendor_id") == "AuthenticAMD":
        family, model = int(about["cpu family"]), int(about["model"])
        for zen_family, models, zen in ZEN:
            if family == zen_family and model in models:
                return f"{name} ({zen})"
    return name


def machine():
    release = ".".join(platform.release().split(".")[:2])
    return f"{cpu()}, {os.cpu_count()} cores, {platform.system()} {release}"


def version_of(command):
    """The first number that it prints with a dot in it, or None."""
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL)
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    return found and found[0]


def flags():
    """The flags of the compiler, where the program stands as it was built."""
    makefile = PROGRAM.parent / "Makefile"
    found = makefile.exists() and re.search(r"^CFLAGS = (.*)$",
                                            makefile.read_text(), re.M)
    return f" with {found[1]}" if found else ""


def describe():
    version = subprocess.check_output([PROGRAM, "--version"], text=True)
    print(f"{version.splitlines()[0]} on {machine()}; "
          f"load {os.getloadavg()[0]:.1f} at the start.\n")
    found = [(name, version_of(command)) for command, name in VERSIONS]
    texts = [f"{name} {number}" + (flags() if name == "cc" else "")
             for name, number in found if number]
    print(f"With {', '.join(texts)}.\n", flush=True)
