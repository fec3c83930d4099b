import PhoenixModel

/// Whether this version of Proxmox is one that Phoenix knows.
func versionFinding(_ version: ProxmoxVersion) -> Finding {
    if version < .oldestSupported {
        return Finding(
            "version", .failed,
            "it is Proxmox VE \(version), and Phoenix needs \(ProxmoxVersion.oldestSupported) or later",
            remedy: "update Proxmox VE")
    }
    if version > .newestTested {
        return Finding(
            "version", .warning,
            "it is Proxmox VE \(version), newer than \(ProxmoxVersion.newestTested), the last that Phoenix was tried with",
            remedy: "look whether there is a newer Phoenix")
    }
    return Finding("version", .ok, "Proxmox VE \(version)")
}

/// Whether every node is there, and those that the commit names among them.
func nodesFinding(_ facts: DoctorFacts, _ desired: DesiredState?) -> Finding {
    if case .failure(let error) = facts.resources {
        return Finding("nodes", [Problem(error, asking: "the list of nodes")], otherwise: "")
    }
    let offline = Set(facts.nodeNames).subtracting(facts.onlineNodes)
    var problems = offline.sorted().map {
        Problem(.warning, "node \($0) is offline", remedy: "bring it back: nothing is done on it until then")
    }
    let named = Set((desired?.guests ?? []).compactMap(\.node)).subtracting(facts.nodeNames)
    problems += named.sorted().map {
        Problem(.failed, "the cluster has no node \($0)", remedy: "name another node in the commit")
    }
    return Finding("nodes", problems, otherwise: listed(facts.nodeNames) + " online")
}

/// Whether the servers' certificates are good for some time.
func certificateFinding(_ facts: DoctorFacts, trust: String, now: Instant) -> Finding {
    var problems: [Problem] = []
    var earliest: Instant?
    for (node, answers) in facts.nodes.sorted(by: { $0.key < $1.key }) {
        switch answers.certificates {
        case .failure(let error): problems.append(Problem(error, asking: "node \(node)'s certificate"))
        case .success(let rows):
            guard let seconds = served(rows)?.notafter?.value else {
                problems.append(Problem(.unknown, "node \(node) does not tell its certificate's end"))
                continue
            }
            let end = Instant(milliseconds: Int64(seconds) * 1000)
            earliest = min(earliest ?? end, end)
            let renewal = "renew it: 'pvecm updatecerts --force' on \(node), or by ACME"
            if end <= now {
                problems.append(Problem(.failed, "node \(node)'s certificate expired at \(end)", remedy: renewal))
            } else if end < now.adding(seconds: expiryWarningSeconds) {
                problems.append(Problem(.warning, "node \(node)'s certificate expires at \(end)", remedy: renewal))
            }
        }
    }
    return Finding("certificate", problems, otherwise: "good until \(earliest.map { "\($0)" } ?? "-"); \(trust)")
}

/// What the web server shows: a certificate of the administrator's own goes before Proxmox's.
private func served(_ rows: [CertificateRow]) -> CertificateRow? {
    rows.first { $0.filename == "pveproxy-ssl.pem" } ?? rows.first { $0.filename == "pve-ssl.pem" }
}

/// Proxmox renews its own certificates two weeks before their end; one that is as near as this was not renewed.
private let expiryWarningSeconds = 14 * 86_400

/// Whether the nodes' clocks agree with the one here.
func clockFinding(_ facts: DoctorFacts, now: Instant) -> Finding {
    var problems: [Problem] = []
    for (node, answers) in facts.nodes.sorted(by: { $0.key < $1.key }) {
        switch answers.time {
        case .failure(let error): problems.append(Problem(error, asking: "node \(node)'s time"))
        case .success(let answer):
            let seconds = Int64(answer.time.value) - now.seconds
            guard abs(seconds) > skewWarningSeconds else { continue }
            let direction = seconds > 0 ? "ahead of" : "behind"
            problems.append(
                Problem(
                    abs(seconds) > skewLimitSeconds ? .failed : .warning,
                    "node \(node)'s clock is \(abs(seconds)) s \(direction) the one here",
                    remedy: "keep the time on both with NTP"))
        }
    }
    return Finding("clock", problems, otherwise: "within \(skewWarningSeconds) s of the one here")
}

/// Looking itself takes a few seconds.
private let skewWarningSeconds: Int64 = 10
/// A ticket that is further in the future is refused (behaviour 4.3).
private let skewLimitSeconds: Int64 = 300

/// Names as people read them.
func listed(_ names: some Sequence<some CustomStringConvertible>) -> String {
    names.map(\.description).joined(separator: ", ")
}
