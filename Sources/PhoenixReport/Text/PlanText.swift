import PhoenixModel
package import PhoenixPlanner

/// A plan as people read it: one paragraph for each guest that something happens to, and a sum.
package func text(of plan: Plan, style: Style) -> String {
    var lines: [String] = []
    let steps = Dictionary(grouping: plan.steps, by: \.guest.id)
    for guest in plan.guests {
        lines += guestLines(guest, steps: steps[guest.id] ?? [], style: style)
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(summary(of: plan))
    return lines.map { $0 + "\n" }.joined()
}

/// `plan for 1a2b3c4: 3 to create, 1 to change; 24 steps`.
package func summary(of plan: Plan) -> String {
    let counts = PlanCounts(plan)
    guard !plan.steps.isEmpty || counts.blocked > 0 else {
        return "nothing to do: \(counted(plan.guests.count, "guest")) as commit \(plan.commit.short) wishes"
    }
    var parts: [String] = []
    for (count, what) in [
        (counts.created, "to create"), (counts.changed, "to change"), (counts.replaced, "to replace"),
        (counts.removed, "to remove"), (counts.blocked, "blocked"),
    ] where count > 0 { parts.append("\(count) \(what)") }
    return "plan for commit \(plan.commit.short): \(parts.joined(separator: ", ")); "
        + counted(plan.steps.count, "step")
}

/// How many guests a plan makes, changes, replaces, removes and leaves blocked.
package struct PlanCounts {
    package private(set) var created = 0
    package private(set) var changed = 0
    package private(set) var replaced = 0
    package private(set) var removed = 0
    package private(set) var blocked = 0

    package init(_ plan: Plan) {
        let steps = Dictionary(grouping: plan.steps, by: \.guest.id)
        for guest in plan.guests {
            switch Fate(guest, steps: steps[guest.id] ?? []) {
            case .create: created += 1
            case .change: changed += 1
            case .replace: replaced += 1
            case .remove: removed += 1
            case .none: break
            }
            if guest.isHeld { blocked += 1 }
        }
    }
}

/// What a plan means for a guest as a whole.
enum Fate {
    case create, change, replace, remove, none

    init(_ guest: GuestPlan, steps: [Step]) {
        var operations: Set<Change.Operation> = []
        for step in steps {
            if case .change(let submission) = step.action { operations.insert(submission.change.operation) }
        }
        let makes = operations.contains(.create) || operations.contains(.clone)
        self =
            switch (makes, operations.contains(.destroy)) {
            case (true, true): .replace
            case (true, false): .create
            case (false, true): .remove
            case (false, false): steps.isEmpty ? .none : .change
            }
    }

    /// The rune before the guest's line.
    func rune(_ style: Style) -> String {
        switch self {
        case .create: style.good("+")
        case .change: style.warning("~")
        case .replace: style.bad("±")
        case .remove: style.bad("-")
        case .none: " "
        }
    }
}

private func guestLines(_ guest: GuestPlan, steps: [Step], style: Style) -> [String] {
    let notes = guest.conditions.map { conditionText($0) }
    guard !steps.isEmpty || !notes.isEmpty else { return [] }
    let place = guest.node.map { ", \($0)" } ?? ""
    let fate = Fate(guest, steps: steps)
    var lines = [
        "\(fate.rune(style)) \(style.strong("\(guest.id) \(guest.name)")) (\(guest.kind.rawValue)\(place)) "
            + style.faint(guest.state.rawValue)
    ]
    for difference in guest.differences where fate != .create { lines.append("    \(difference.summary)") }
    for step in steps {
        if case .feature(let feature) = step.action, fate == .change || feature.addedFor != nil {
            lines.append("    feature \(feature.name): \(step.reason)")
        }
    }
    if !steps.isEmpty {
        lines += wrapped(steps.map { $0.id.short }, separator: " → ", indent: "    ").map(style.faint)
    }
    lines += notes.map { "    \(style.warning("!")) \($0)" }
    return lines
}

/// The words on lines of at most a hundred characters.
private func wrapped(_ words: [String], separator: String, indent: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words {
        let next = line.isEmpty ? word : line + separator + word
        if indent.count + next.count > 100, !line.isEmpty {
            lines.append(indent + line + " →")
            line = word
        } else {
            line = next
        }
    }
    return lines + (line.isEmpty ? [] : [indent + line])
}

extension StepID {
    /// What is done, without the guest's number.
    package var short: String { text.split(separator: "/", maxSplits: 1).last.map(String.init) ?? text }
}

extension GuestPlan {
    /// Whether something is in the way of this guest of the commit.
    package var isHeld: Bool {
        conditions.contains {
            switch $0 {
            case .blocked, .skipped, .unknown, .restartNeeded: true
            case .elsewhere: state != .completed
            case .busy, .drifted, .left, .orphaned: false
            }
        }
    }
}
