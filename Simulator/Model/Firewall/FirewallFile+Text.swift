extension FirewallFile: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension FirewallFile {
    /// The file as it lies on the disk.
    package var text: String {
        var text = ""
        if !options.isEmpty {
            text += "[OPTIONS]\n\n" + options.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
            text += "\n"
        }
        if !aliases.isEmpty {
            text += "[ALIASES]\n\n"
            text += aliases.map { "\($0.name) \($0.network)\(Self.remark($0.comment))\n" }.joined() + "\n"
        }
        for set in sets {
            text += "[IPSET \(set.name)]\(Self.remark(set.comment))\n\n"
            text += set.members.map { "\($0.isExcluded ? "!" : "")\($0.network)\(Self.remark($0.comment))\n" }.joined()
            text += "\n"
        }
        if !rules.isEmpty { text += "[RULES]\n\n" + rules.map { $0.text + "\n" }.joined() + "\n" }
        for group in groups {
            text += "[group \(group.name)]\(Self.remark(group.comment))\n\n"
            text += group.rules.map { $0.text + "\n" }.joined() + "\n"
        }
        return text
    }

    /// Reads the file's own text; what is no firewall's line is left out, as Proxmox does.
    package init(text: String) {
        self.init()
        var section = Section.other
        for line in text.split(separator: "\n") {
            let (body, comment) = Self.parts(of: line)
            guard !body.isEmpty else { continue }
            if body.hasPrefix("["), body.hasSuffix("]") {
                section = begin(String(body.dropFirst().dropLast()), comment)
            } else {
                read(body, comment, in: section)
            }
        }
    }

    private enum Section { case options, aliases, set, rules, group, other }

    private mutating func begin(_ head: String, _ comment: String?) -> Section {
        let words = head.split(separator: " ").map(String.init)
        switch (words.first?.lowercased(), words.count) {
        case ("options", 1): return .options
        case ("aliases", 1): return .aliases
        case ("rules", 1): return .rules
        case ("ipset", 2):
            sets.append(AddressSet(name: words[1], comment: comment, members: []))
            return .set
        case ("group", 2):
            groups.append(Group(name: words[1], comment: comment, rules: []))
            return .group
        default: return .other
        }
    }

    private mutating func read(_ body: String, _ comment: String?, in section: Section) {
        let words = body.split(separator: " ").map(String.init)
        switch section {
        case .options:
            guard let colon = body.firstIndex(of: ":") else { return }
            let value = body[body.index(after: colon)...].drop { $0 == " " }
            options[String(body[..<colon])] = String(value)
        case .aliases:
            if words.count == 2 { aliases.append(Alias(name: words[0], network: words[1], comment: comment)) }
        case .set:
            let isExcluded = body.hasPrefix("!")
            let member = AddressSet.Member(
                network: String(body.drop { $0 == "!" || $0 == " " }), isExcluded: isExcluded, comment: comment)
            sets[sets.count - 1].members.append(member)
        case .rules:
            if let rule = FirewallRule(words: words, comment: comment) { rules.append(rule) }
        case .group:
            if let rule = FirewallRule(words: words, comment: comment) { groups[groups.count - 1].rules.append(rule) }
        case .other: break
        }
    }

    /// A line and the comment behind it.
    private static func parts(of line: Substring) -> (body: String, comment: String?) {
        guard let mark = line.firstIndex(of: "#") else { return (trimmed(line), nil) }
        let comment = trimmed(line[line.index(after: mark)...])
        return (trimmed(line[..<mark]), comment.isEmpty ? nil : comment)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }

    private static func remark(_ comment: String?) -> String {
        guard let comment, comment.contains(where: { $0 != " " }) else { return "" }
        return " # \(comment)"
    }
}

extension FirewallRule {
    private static let flags = [
        ("iface", "-i"), ("source", "-source"), ("dest", "-dest"), ("proto", "-p"), ("dport", "-dport"),
        ("sport", "-sport"), ("log", "-log"), ("icmp-type", "-icmp-type"),
    ]

    /// The rule as a line of the file.
    package var text: String {
        var text = isEnabled ? "" : "|"
        text += type.uppercased() + " " + (self["macro"].map { "\($0)(\(action))" } ?? action)
        for (key, flag) in Self.flags where type != "group" || key == "iface" {
            if let value = self[key] { text += " \(flag) \(value)" }
        }
        if let comment = self["comment"], comment.contains(where: { $0 != " " }) { text += " # \(comment)" }
        return text
    }

    /// Reads a line's words; nil if they are no rule.
    fileprivate init?(words: [String], comment: String?) {
        guard words.count >= 2 else { return nil }
        let isEnabled = !words[0].hasPrefix("|")
        let type = words[0].drop { $0 == "|" }.lowercased()
        guard ["in", "out", "forward", "group"].contains(type) else { return nil }
        self.init(type: type, action: words[1], isEnabled: isEnabled)
        if let open = words[1].firstIndex(of: "("), words[1].hasSuffix(")") {
            self["macro"] = String(words[1][..<open])
            action = String(words[1][words[1].index(after: open)...].dropLast())
        }
        var rest = words.dropFirst(2)
        while rest.count >= 2, let flag = rest.popFirst(), let value = rest.popFirst() {
            guard let key = Self.flags.first(where: { $0.1 == flag })?.0 else { return nil }
            self[key] = value
        }
        self["comment"] = comment
    }
}
