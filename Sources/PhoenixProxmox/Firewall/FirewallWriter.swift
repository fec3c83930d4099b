import PhoenixModel

/// The calls that turn a guest's firewall into the one that is wished.
///
/// New rules come first and stand above the old ones, which then go from the last to the first; the switch is turned on when all
/// rules are there, and off before they go: at no moment is the guest more open than before or after.
struct FirewallWriter {
    /// `/nodes/NODE/lxc/ID/firewall` or its like for machines.
    let path: ProxmoxPath
    /// What is in force now.
    let present: FirewallRules
    /// How many rules there are now, those included that are switched off.
    let ruleCount: Int

    func calls(to wish: FirewallRules) -> [ProxmoxRequest] {
        guard wish != present else { return [] }
        let turn = wish.isEnabled == present.isEnabled ? [] : [switched(to: wish.isEnabled)]
        let rules = wish.rules == present.rules ? [] : replaced(by: wish.rules)
        return wish.isEnabled ? rules + turn : turn + rules
    }

    private func switched(to isEnabled: Bool) -> ProxmoxRequest {
        ProxmoxRequest(.put, below("options"), ["enable": isEnabled ? "1" : "0"])
    }

    /// A new rule goes to the top, so the last of them is sent first.
    private func replaced(by rules: [FirewallRules.Rule]) -> [ProxmoxRequest] {
        let additions = rules.reversed().map { ProxmoxRequest(.post, below("rules"), form($0)) }
        let removals = (0..<ruleCount).reversed().map { position in
            ProxmoxRequest(.delete, below("rules/\(rules.count + position)"))
        }
        return additions + removals
    }

    private func form(_ rule: FirewallRules.Rule) -> ProxmoxForm {
        var form: ProxmoxForm = ["type": rule.direction.rawValue, "action": rule.action.rawValue, "enable": "1"]
        form.add("proto", rule.protocol)
        form.add("dport", rule.ports)
        form.add("source", rule.source)
        form.add("dest", rule.destination)
        form.add("comment", rule.comment)
        return form
    }

    private func below(_ rest: String) -> ProxmoxPath { ProxmoxPath(text: "\(path)/\(rest)") }
}
