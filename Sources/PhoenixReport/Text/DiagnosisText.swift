package import PhoenixModel

/// A diagnosis as people read it: a line for each check, what to do below it, and the commands that give what is needed.
package func text(of diagnosis: Diagnosis, style: Style) -> String {
    let width = diagnosis.findings.map(\.title.count).max() ?? 0
    var lines: [String] = []
    for finding in diagnosis.findings {
        let title = finding.title + String(repeating: " ", count: width - finding.title.count)
        lines.append("\(finding.verdict.label(style))  \(style.strong(title))  \(finding.detail)")
        if let remedy = finding.remedy {
            lines.append(String(repeating: " ", count: Finding.Verdict.width + width + 4) + remedy)
        }
    }
    lines += ["", summary(of: diagnosis)]
    if !diagnosis.commands.isEmpty {
        lines += ["", "What this repository needs and no more, to be run as root on a node:", ""]
        lines += diagnosis.commands.map { "    \($0)" }
    }
    return lines.map { $0 + "\n" }.joined()
}

/// `12 checks: 10 ok, 1 warning, 1 failed`.
package func summary(of diagnosis: Diagnosis) -> String {
    let counts = Finding.Verdict.allCases.compactMap { verdict in
        let count = diagnosis.findings.count { $0.verdict == verdict }
        return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    return "\(counted(diagnosis.findings.count, "check")): \(counts.joined(separator: ", "))"
}

extension Finding.Verdict {
    fileprivate static var width: Int { allCases.map(\.rawValue.count).max() ?? 0 }

    fileprivate func label(_ style: Style) -> String {
        let text = rawValue + String(repeating: " ", count: Self.width - rawValue.count)
        return switch self {
        case .ok: style.good(text)
        case .warning: style.warning(text)
        case .failed: style.bad(text)
        case .unknown: style.faint(text)
        }
    }
}
