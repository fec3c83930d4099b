/// The volume id of an image, taken apart: `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`.
package struct ImageVolume: Hashable, Sendable {
    package let storage: StorageName
    package let content: Content
    /// The name without the folder.
    package let fileName: String

    /// What kind of image it is: Proxmox's content types for files that guests are made from.
    package enum Content: String, Hashable, Sendable, CaseIterable {
        case containerTemplate = "vztmpl"
        case diskImage = "import"
        case opticalImage = "iso"

        /// How the file's name has to end (Proxmox: PVE::Storage, the patterns of uploads; behaviour 14.1).
        package var fileEndings: [String] {
            switch self {
            case .containerTemplate: [".tar", ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2"]
            case .diskImage: [".qcow2", ".raw", ".vmdk", ".ova"]
            case .opticalImage: [".iso", ".img"]
            }
        }
    }

    /// Nil for a path, for the volume id of anything else, and for a name that Proxmox would not keep (PVE::Storage,
    /// `normalize_content_filename`).
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else { return nil }
        let parts = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let content = Content(rawValue: String(parts[0])), !parts[1].isEmpty,
            parts[1].utf8.allSatisfy(Self.isKept)
        else { return nil }
        storage = StorageName(String(text[..<colon]))
        self.content = content
        fileName = String(parts[1])
    }

    /// Letters, digits, `_`, `.` and `-`; every other character of a downloaded file's name becomes `_`.
    private static func isKept(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
