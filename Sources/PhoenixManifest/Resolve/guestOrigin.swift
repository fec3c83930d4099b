import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// Where the guest comes from: a copy if it names a source, otherwise its image.
    func origin(source: MergedGuest?, _ findings: inout Findings) -> DesiredGuest.Origin? {
        let image = self[kind == .container ? .template : .image]
        if self[.cloneFrom] != nil {
            if let image, image.source.layer == .guest {
                let key = kind == .container ? "template" : "template_image"
                findings.warning(
                    .notActedOn, at: image.place, "'\(key)' is declared, but the guest is made as a copy (clone_from)",
                    remedy: "Keep one of the two")
            }
            guard let source else { return nil }  // what is wrong with the source was found
            let snapshot = source.endsAsTemplate ? nil : source[.snapshot]?.string
            return .clone(of: source.id, snapshot: snapshot.map { SnapshotName($0) })
        }
        if let image, let text = image.string { return .image(volume(text, image, &findings)) }
        // An image of the other kind was refused already.
        guard draft.own.values[kind == .container ? .image : .template] == nil else { return nil }
        let key = kind == .container ? "template" : "template_image"
        findings.error(
            .missingOrigin, at: place,
            "\(subject) says neither '\(key)' nor 'clone_from': nothing it could be made from",
            remedy: "Add \"\(key)\" with a volume id, or \"clone_from\" with the number of another guest")
        return nil
    }

    /// A volume id; the original's paths and file names are read as what they mean.
    private func volume(_ text: String, _ image: MergedValue, _ findings: inout Findings) -> String {
        if text.hasPrefix("/") {
            findings.note(
                .oldShape, at: image.place, "The image is a path on the node, which only root may use; it is read",
                remedy: "Write it as a volume id, such as local:vztmpl/NAME")
            return text
        }
        if text.contains(":") { return text }
        let volume = (kind == .container ? "local:vztmpl/" : "local:import/") + text
        findings.note(
            .oldShape, at: image.place, "The image is a file's name; it is read as \(volume)",
            remedy: "Write the volume id")
        return volume
    }

    /// Fixed at a container's creation; a copy is what its source is.
    func isUnprivileged(source: ResolvedGuest?, _ findings: inout Findings) -> Bool {
        guard kind == .container else { return true }
        guard let value = self[.unprivileged], let said = value.boolean else { return source?.isUnprivileged ?? true }
        if let source, source.isUnprivileged != said {
            findings.error(
                .conflictingValues, at: value.place,
                "\(subject) is to be \(said ? "unprivileged" : "privileged"), but a copy is what its source is",
                remedy: "Remove it here, or write the same for \(source.merged.title)")
        }
        return said
    }

    /// What the guest ends as.
    func outcome(_ findings: inout Findings) -> DesiredGuest.Outcome {
        let snapshot = self[.snapshot]
        guard endsAsTemplate else {
            return snapshot?.string.map { .runningWithSnapshot(SnapshotName($0)) } ?? .running
        }
        if let snapshot {
            findings.warning(
                .templateSnapshot, at: snapshot.place,
                "A template cannot hold snapshots; template_snapshot_name is not acted on",
                remedy: "Remove template_snapshot_name, or is_template")
        }
        return .template
    }
}
