/// What workers print, as far as a program may want to read it; figures that depend on the disk follow its size.
enum TaskLog {
    /// What making a file system on a new disk prints.
    static func fileSystem(gibibytes: Int, volume: String) -> [String] {
        let blocks = gibibytes * blocksPerGibibyte
        let backups = backupBlocks(below: blocks).map(String.init).joined(separator: ", ")
        return [
            "Creating filesystem with \(blocks) 4k blocks and \(blocks / 4) inodes",
            "Filesystem UUID: \(identifier(of: volume))",
            "Superblock backups stored on blocks: ",
            "\t\(backups)",
        ]
    }

    /// What unpacking a container's template prints.
    static func unpacking(_ archive: String, architecture: String) -> [String] {
        [
            "extracting archive '\(archive)'",
            "Total bytes read: 159027200 (152MiB, 135MiB/s)",
            "Detected container architecture: \(architecture)",
        ]
    }

    /// What copying a container's files prints.
    static let copying = [
        "",
        "Number of files: 9,069 (reg: 6,859, dir: 955, link: 1,255)",
        "Number of created files: 9,067 (reg: 6,859, dir: 953, link: 1,255)",
        "Number of deleted files: 0",
        "Number of regular files transferred: 6,857",
        "Total file size: 164,806,138 bytes",
        "Total transferred file size: 160,969,147 bytes",
        "Literal data: 160,969,147 bytes",
        "Matched data: 0 bytes",
        "File list size: 327,649",
        "File list generation time: 0.003 seconds",
        "File list transfer time: 0.000 seconds",
        "Total bytes sent: 161,552,624",
        "Total bytes received: 139,010",
        "",
        "sent 161,552,624 bytes  received 139,010 bytes  64,676,653.60 bytes/sec",
        "total size is 164,806,138  speedup is 1.02",
    ]

    /// What growing a container's file system prints; a machine's disk is only made longer.
    static func growth(of path: String, fromBytes old: Int, toBytes new: Int) -> [String] {
        [
            "Image resized.", "e2fsck 1.47.2 (1-Jan-2025)", "Pass 1: Checking inodes, blocks, and sizes",
            "Pass 2: Checking directory structure", "Pass 3: Checking directory connectivity",
            "Pass 4: Checking reference counts", "Pass 5: Checking group summary information",
            "\(path): 9055/\(old / blockBytes / 4) files (0.0% non-contiguous), 55537/\(old / blockBytes) blocks",
            "resize2fs 1.47.2 (1-Jan-2025)",
            "Resizing the filesystem on \(path) to \(new / blockBytes) (4k) blocks.",
            "The filesystem on \(path) is now \(new / blockBytes) (4k) blocks long.", "",
        ]
    }

    /// A UUID that follows from the volume's name: a log costs no chance, so the same seed gives the same cluster.
    private static func identifier(of volume: String) -> String {
        let digits = Fingerprint.text(of: volume) + Fingerprint.text(of: "file system on \(volume)")
        let lengths = [8, 4, 4, 4, 12]
        var rest = Substring(digits)
        return lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }.joined(separator: "-")
    }

    private static let blockBytes = 4096
    private static let blocksPerGibibyte = 262_144

    /// ext4 keeps copies of its superblock in group 1 and in the groups that are powers of 3, 5 and 7.
    private static func backupBlocks(below blocks: Int) -> [Int] {
        let blocksPerGroup = 32_768
        var groups: Set = [1]
        for base in [3, 5, 7] {
            var group = base
            while group * blocksPerGroup < blocks {
                groups.insert(group)
                group *= base
            }
        }
        return groups.map { $0 * blocksPerGroup }.filter { $0 < blocks }.sorted()
    }
}
