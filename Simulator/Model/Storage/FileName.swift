/// Names of files that are put on a storage.
enum FileName {
    /// Without folders, and with `_` for every character that Proxmox does not keep.
    static func normalised(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        return String(
            last.unicodeScalars.map { scalar in
                let isPlain =
                    scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(scalar.value))
                return isPlain || "_.-".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
            })
    }

    /// As a task's subject: what parts a UPID is escaped.
    static func escaped(_ name: String) -> String { ConfigurationText.encodedLine(name) }

    static func requireEnding(of name: String, for content: String) throws(HostError) {
        let lower = name.lowercased()
        func ends(with endings: [String]) -> Bool { endings.contains { lower.hasSuffix($0) && lower.count > $0.count } }
        switch content {
        case "iso":
            if !ends(with: [".iso", ".img"]) { throw .parameter("filename", "wrong file extension") }
        case "vztmpl":
            let endings = [".tar", ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2"]
            if !ends(with: endings) { throw .parameter("filename", "wrong file extension") }
        case "import":
            if !ends(with: [".ova", ".qcow2", ".raw", ".vmdk"]) {
                throw .parameter("filename", "invalid filename or wrong extension")
            }
        default: throw .parameter("content", "upload content-type '\(content)' is not allowed")
        }
    }
}
