import JSONSchema
import PhoenixModel

/// Finds every guest that the central files declare, containers first.
func collectGuests(_ documents: CentralDocuments, _ findings: inout Findings) -> [GuestDraft] {
    var drafts: [GuestDraft] = []
    if let file = documents.containers { drafts += containers(of: file, &findings) }
    if let file = documents.machines { drafts += machines(of: file, &findings) }
    return drafts
}

private func containers(of file: SourceFile, _ findings: inout Findings) -> [GuestDraft] {
    let root = Sourced(path: file.path, layer: .fileDefaults, value: file.document.root)
    let defaults = readLayer(root, takesOldArguments: true, &findings)
    var drafts: [GuestDraft] = []
    for member in file.document.root["lxc_configs"]?.object.map(Array.init) ?? [] {
        let source = file.root.inner(member.value)
        drafts.append(
            GuestDraft(
                format: .containerFile, source: source, number: .key(path: file.path, member.key),
                id: guestID(member.key.text, at: .init(path: file.path, key: member.key), &findings), kind: .container,
                fileDefaults: defaults,
                own: readLayer(source, takesOldArguments: true, &findings)))
    }
    return drafts
}

private func machines(of file: SourceFile, _ findings: inout Findings) -> [GuestDraft] {
    let defaultsSource = file.document.root["vm_defaults"].map {
        Sourced(path: file.path, layer: .fileDefaults, value: $0)
    }
    var defaults = defaultsSource.map { readLayer($0, &findings) }
    defaults?.dropTemplateOfMachines(&findings)
    var drafts: [GuestDraft] = []
    for item in file.document.root["vms"]?.array.map(Array.init) ?? [] {
        let source = file.root.inner(item)
        var own = readLayer(source, &findings)
        own.dropTemplateOfMachines(&findings)
        drafts.append(
            GuestDraft(
                format: .machineFile, source: source, number: .value(own.values[.id]?.source ?? source),
                id: own.values[.id].flatMap { guestID($0, &findings) }, kind: .machine, fileDefaults: defaults,
                own: own))
    }
    return drafts
}

/// The guest that a file of its own declares.
func ownGuest(_ file: SourceFile, _ findings: inout Findings) -> GuestDraft? {
    let own = readLayer(file.root, &findings)
    let kind = own.values[.kind]?.string.flatMap(GuestKind.init(rawValue:))
    let id = own.values[.id].flatMap { guestID($0, &findings) }
    if let id { noteFileName(file, id, own, &findings) }
    guard let kind else { return nil }  // the shape's check says what is missing
    return GuestDraft(
        format: .ownFile, source: file.root, number: .value(own.values[.id]?.source ?? file.root), id: id,
        kind: kind, fileDefaults: nil, own: own)
}

extension GuestLayer {
    /// The original's machines carry `template`, the name of an operating system that nothing reads.
    fileprivate mutating func dropTemplateOfMachines(_ findings: inout Findings) {
        guard let template = values[.template] else { return }
        values[.template] = nil
        findings.warning(
            .notActedOn, at: template.place, "'template' is declared for machines, but Phoenix does not act on it",
            remedy: "Name a cloud image with template_image or a source with clone_from, and remove the key")
    }
}

/// A guest's number, written as number or text; what cannot be one is found.
func guestID(_ value: MergedValue, _ findings: inout Findings) -> GuestID? {
    if let id = value.integer.flatMap(GuestID.init) { return id }
    guard let text = value.textOrNumber else { return nil }
    return guestID(text, at: value.place, &findings)
}

private func guestID(
    _ text: String, at place: @autoclosure () -> Diagnostic.Place, _ findings: inout Findings
) -> GuestID? {
    // Text that is no number at all is found by the shape's check.
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), !text.isEmpty else { return nil }
    if let id = Int(text).flatMap(GuestID.init) { return id }
    findings.error(
        .invalidGuestNumber, at: place(), "\(text) cannot be a guest's number",
        remedy: "Choose a number from \(GuestID.validNumbers.lowerBound) to \(GuestID.validNumbers.upperBound)")
    return nil
}

/// A file named after another number than its guest's is probably a copy that was not finished.
private func noteFileName(_ file: SourceFile, _ id: GuestID, _ own: GuestLayer, _ findings: inout Findings) {
    let name = file.path.utf8.dropFirst(RepositoryFiles.Path.guests.utf8.count + 1)
    let digits = name.prefix { (48...57).contains($0) }
    guard !digits.isEmpty, let number = Int(Substring(digits)), number != id.number else { return }
    guard let next = name.dropFirst(digits.count).first, "-_.".utf8.contains(next) else { return }
    findings.note(
        .fileName, at: own.values[.id]?.place ?? file.root.place,
        "The file is named after \(number), but the guest's number is \(id)",
        remedy: "Rename the file, or correct the number")
}
