/// How a mark is written into a guest's description, and read back from whatever people added around it.
package enum MarkText {
    /// The tag that every marked guest carries, so that people find them in Proxmox's own interface.
    package static let tag = "phoenix"

    private static let opening = "<!-- phoenix: kept by Phoenix, do not edit"
    private static let closing = "-->"

    /// The block for a description: an HTML comment, which Proxmox's Markdown view does not show.
    package static func block(for mark: Mark) -> String {
        var lines = [opening, "fleet: \(mark.fleet)", "guest: \(mark.guest)"]
        if mark.isProtected { lines.append("protected: yes") }
        for (subject, digest) in mark.applied.sorted(by: { $0.key < $1.key }) {
            lines.append("applied: \(subject) \(digest)")
        }
        if let wish = mark.completedWish { lines.append("completed: \(wish)") }
        if let commit = mark.commit { lines.append("commit: \(commit)") }
        if let claim = mark.claim { lines.append("claimed: \(claim.writer) until \(claim.until)") }
        lines.append(closing)
        return lines.joined(separator: "\n")
    }

    /// The description with `mark`'s block in place of the one it had, or behind what it said.
    package static func description(_ description: String, marked mark: Mark) -> String {
        let kept = descriptionWithoutBlock(description)
        return kept.isEmpty ? block(for: mark) : kept + "\n" + block(for: mark)
    }

    /// The mark in a description; nil if there is none, or one that is damaged: a damaged mark owns nothing.
    package static func mark(in description: String) -> Mark? {
        let lines = lines(of: description).map(trimmed)
        return block(in: lines).flatMap { mark(from: lines[($0.lowerBound + 1)..<$0.upperBound]) }
    }

    /// The first whole block, from its opening line to its closing one. An opening whose end is lost begins none: it
    /// would take the lines of the next block for its own.
    private static func block(in lines: [String]) -> ClosedRange<Int>? {
        guard let opened = lines.firstIndex(of: opening), let end = lines[opened...].firstIndex(of: closing),
            let start = lines[..<end].lastIndex(of: opening)
        else { return nil }
        return start...end
    }

    private static func mark(from lines: ArraySlice<String>) -> Mark? {
        var fleet: FleetName?
        var guest: GuestID?
        var isProtected = false
        var applied: [ReceiptSubject: Digest] = [:]
        var completedWish: String?
        var commit: CommitID?
        var claim: Claim?
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = trimmed(line[line.index(after: colon)...])
            switch line[..<colon] {
            case "fleet": fleet = FleetName(value)
            case "guest": guest = Int(value).flatMap(GuestID.init)
            case "protected": isProtected = value == "yes"
            case "completed": completedWish = value
            case "commit": commit = CommitID(value)
            case "claimed": claim = self.claim(in: value)
            case "applied":
                let words = value.split(separator: " ")
                guard words.count == 2, let digest = Digest(String(words[1])) else { return nil }
                applied[ReceiptSubject(String(words[0]))] = digest
            default: continue  // a newer version's line: what is not understood is not judged
            }
        }
        guard let fleet, let guest else { return nil }
        return Mark(
            fleet: fleet, guest: guest, isProtected: isProtected, applied: applied, completedWish: completedWish,
            commit: commit, claim: claim)
    }

    /// A claim that cannot be read names nobody to wait for, and no end of waiting: it counts as none.
    private static func claim(in value: String) -> Claim? {
        let words = value.split(separator: " ")
        guard words.count == 3, words[1] == "until", let until = Instant(String(words[2])) else { return nil }
        return Claim(writer: WriterID(String(words[0])), until: until)
    }

    /// Without any whole block: one that stayed would be read in place of the one to come.
    private static func descriptionWithoutBlock(_ description: String) -> String {
        var lines = lines(of: description)
        while let block = block(in: lines.map(trimmed)) { lines.removeSubrange(block) }
        while lines.last.map({ trimmed($0).isEmpty }) == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Lines end with LF or CRLF, as people's browsers send them.
    private static func lines(of text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// Without blanks at both ends; bytes suffice for that and are many times faster than characters.
    private static func trimmed(_ text: Substring) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        var bytes = text.utf8[...]
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(Substring(bytes))
    }
}
