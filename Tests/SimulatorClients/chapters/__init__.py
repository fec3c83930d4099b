"""The chapters of the conformance story."""

from chapters import (
    access, cluster, configuration, containers, copies, errors, faults, guest_agent, ha, machines, offline,
    parameters, power, profiles, rights, snapshots, storages, tasks, tokens, transport)

ALL = [
    chapter
    for module in (
        transport, errors, parameters, access, tokens, rights, containers, configuration, power, snapshots, copies,
        machines, guest_agent, tasks, storages, cluster, ha, offline, faults, profiles)
    for chapter in module.CHAPTERS
]
