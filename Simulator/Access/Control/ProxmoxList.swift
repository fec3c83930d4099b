/// Lists as Proxmox takes them: parted by commas, semicolons or white space.
enum ProxmoxList {
    static func split(_ text: String) -> [String] {
        // A zero byte parts the list alone, so that items may hold the usual separators.
        if text.contains("\0") { return text.split(separator: "\0").map(String.init) }
        return text.split { $0 == "," || $0 == ";" || $0.isWhitespace }.map(String.init)
    }
}
