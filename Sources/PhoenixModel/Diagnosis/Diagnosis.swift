/// Everything that an examination of a host has come to.
package struct Diagnosis: Hashable, Codable, Sendable {
    package let findings: [Finding]
    /// The commands that give Phoenix what the repository needs and no more, one a line, to be run as root on a node.
    package let commands: [String]

    package init(findings: [Finding], commands: [String] = []) {
        self.findings = findings
        self.commands = commands
    }

    /// The worst of all findings.
    package var verdict: Finding.Verdict { findings.map(\.verdict).max() ?? .unknown }
}

extension Finding.Verdict: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.gravity < right.gravity }

    private var gravity: Int {
        switch self {
        case .ok: 0
        case .unknown: 1
        case .warning: 2
        case .failed: 3
        }
    }
}
