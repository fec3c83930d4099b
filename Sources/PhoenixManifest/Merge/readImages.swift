import JSONSchema
import PhoenixModel

/// An image that the fleet says where to find.
struct FleetImage: Sendable {
    let source: ImageSource
    /// Where it is said.
    let place: Diagnostic.Place
}

/// Reads where images can be had, by volume id; what is no volume id, address or checksum is found by the shape's check.
func readImages(_ source: Sourced?, _ findings: inout Findings) -> [String: FleetImage] {
    var images: [String: FleetImage] = [:]
    source?.forEachMember { key, member in
        let place = Diagnostic.Place(path: member.path, key: key)
        guard let volume = ImageVolume(key.text) else { return }
        checkEnding(of: volume, at: place, &findings)
        guard let url = member["url"]?.string, let checksum = member["checksum"]?.string.flatMap(Checksum.init) else {
            return
        }
        if let address = member["url"], namesUser(url) {
            findings.error(
                .plaintextSecret, at: address.place.keepingSecret,
                "The address of an image holds a user's name or password in plain text",
                remedy: "Use an address that needs none: the node fetches it, and its task log shows it")
        }
        images[key.text] = FleetImage(source: ImageSource(url: url, checksum: checksum), place: place)
    }
    return images
}

/// Proxmox refuses files whose names do not end as their content does (behaviour 14.1).
private func checkEnding(of volume: ImageVolume, at place: Diagnostic.Place, _ findings: inout Findings) {
    let name = volume.fileName.lowercased()
    let endings = volume.content.fileEndings
    guard !endings.contains(where: { name.hasSuffix($0) && name.count > $0.count }) else { return }
    findings.error(
        .invalidValue, at: place,
        "'\(volume.fileName)' does not end as the files of content '\(volume.content.rawValue)' do",
        remedy: "Let it end with \(endings.joined(separator: ", ")); the name is free, whatever the address says")
}

/// Whether something stands before an `@` in the part of an address that names the host.
private func namesUser(_ url: String) -> Bool {
    guard let slashes = url.firstRange(of: "://") else { return false }
    return url[slashes.upperBound...].prefix { !"/?#".contains($0) }.contains("@")
}

/// Images that no guest is made from are not wrong, but worth knowing.
func noteUnusedImages(_ images: [String: FleetImage], _ guests: [ResolvedGuest], _ findings: inout Findings) {
    guard !images.isEmpty, guests.allSatisfy({ $0.desired != nil }) else { return }
    let used = Set(
        guests.compactMap(\.desired).compactMap { if case .image(let image) = $0.origin { image } else { nil } })
    for (volume, image) in images.sorted(by: { $0.key < $1.key }) where !used.contains(volume) {
        findings.note(
            .unusedImage, at: image.place, "No guest is made from the image '\(volume)'",
            remedy: Suggestion.remedy(for: volume, among: used.sorted(), otherwise: "Remove it, or leave it for later"))
    }
}
