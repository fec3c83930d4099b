package import PhoenixModel

/// A failure as people read it: what happened, the causes (a script's last line first), and what to do.
package func text(of failure: Failure, style: Style) -> String {
    var lines = ["\(style.bad("error:")) \(failure.message)"]
    lines += failure.causes.prefix(shownCauses).map { "    | \($0)" }
    if failure.causes.count > shownCauses { lines.append("    | … \(failure.causes.count - shownCauses) more lines") }
    lines.append("    \(failure.remedy)")
    return lines.map { $0 + "\n" }.joined()
}

/// Enough to see why a script failed; `phoenix logs GUEST` has the rest.
private let shownCauses = 10
