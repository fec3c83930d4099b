import PhoenixModel

/// A commit's files, sorted by the part they play.
struct RepositoryFiles: Sendable {
    /// `phoenix.json`
    var fleet: TreeFile?
    /// `phoenix_lxc_configs.json`
    var containers: TreeFile?
    /// `phoenix_vm_configs.json`
    var machines: TreeFile?
    /// `guests/NAME.json`, ascending by path.
    var guests: [TreeFile] = []
    /// Names of the folders below `features/` that hold any file, ascending.
    var featureFolders: [String] = []
    /// Names of the folders below `applications/` that hold any file, ascending.
    var applicationFolders: [String] = []
    /// Every file, ascending by path.
    private let all: [TreeFile]

    /// Names that the format gives to files.
    enum Path {
        static let fleet = "phoenix.json"
        static let containers = "phoenix_lxc_configs.json"
        static let machines = "phoenix_vm_configs.json"
        static let guests = "guests"
        static let features = "features"
        static let applications = "applications"
    }

    init(_ tree: CommitTree, _ findings: inout Findings) {
        all = tree.files
        for file in tree.files { sort(file, &findings) }
        for entry in tree.skipped { refuse(entry, &findings) }
    }

    /// Whether nothing here can describe a fleet.
    var isEmpty: Bool { fleet == nil && containers == nil && machines == nil && guests.isEmpty }

    /// The file that describes the fleet, for problems that concern the whole of it.
    var centralPath: String {
        fleet?.path ?? containers?.path ?? machines?.path ?? guests.first?.path ?? Path.fleet
    }

    subscript(_ path: String) -> TreeFile? {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].path.hasBytesBefore(path) { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].path == path ? all[low] : nil
    }

    /// A link where the format has a file would make a guest or a script vanish without a word.
    private func refuse(_ entry: SkippedEntry, _ findings: inout Findings) {
        let folder = entry.path.split(separator: "/").first.map(String.init) ?? ""
        let isOfTheFormat = [
            Path.fleet, Path.containers, Path.machines, Path.guests, Path.features, Path.applications,
        ].contains(folder)
        guard isOfTheFormat else { return }
        findings.error(
            .notAFile, at: .init(path: entry.path), "\(entry.path) is a \(entry.kind.rawValue), which is not followed",
            remedy: "Commit the file itself in its place")
    }

    private mutating func sort(_ file: TreeFile, _ findings: inout Findings) {
        switch file.path {
        case Path.fleet: fleet = file
        case Path.containers: containers = file
        case Path.machines: machines = file
        case let path where path.isDirectly(in: Path.guests): sortGuest(file, isDirect: true, &findings)
        default:
            let parts = file.path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2).map { Substring($0) }
            guard parts.count > 1 else { return }
            switch parts[0] {
            case Path.guests[...]: sortGuest(file, isDirect: parts.count == 2, &findings)
            case Path.features[...] where parts.count == 3: Self.append(parts[1], to: &featureFolders)
            case Path.applications[...] where parts.count == 3: Self.append(parts[1], to: &applicationFolders)
            default: return  // no part of the format: README, workflows, schemas, …
            }
        }
    }

    private mutating func sortGuest(_ file: TreeFile, isDirect: Bool, _ findings: inout Findings) {
        if isDirect, file.path.utf8.suffix(5).elementsEqual(".json".utf8) {
            guests.append(file)
            return
        }
        let suffix = file.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if suffix == "json" {
            findings.error(
                .misplacedFile, at: .init(path: file.path), "Guests are read only from guests/NAME.json",
                remedy: "Move the file directly into guests/, with the ending .json")
        } else if ["yaml", "yml", "jsonc", "json5", "toml"].contains(suffix) {
            findings.error(
                .misplacedFile, at: .init(path: file.path), "Guests are written in JSON; this file is not read",
                remedy: "Write it as \(file.path.dropLast(suffix.count + 1)).json, or move it out of guests/")
        }
    }

    /// Files come sorted by path, so the files of one folder stand together.
    private static func append(_ name: Substring, to names: inout [String]) {
        if names.last.map({ $0 == name }) != true { names.append(String(name)) }
    }
}

extension String {
    /// Whether this is the path of something in a folder, not in one of its folders.
    fileprivate func isDirectly(in folder: String) -> Bool {
        let rest = utf8.dropFirst(folder.utf8.count)
        return utf8.starts(with: folder.utf8) && rest.first == UInt8(ascii: "/") && rest.count > 1
            && !rest.dropFirst().contains(UInt8(ascii: "/"))
    }
}
