import PhoenixGit
import PhoenixModel

extension Settings {
    /// The reference as the Git adapter names it; a range that cannot be read is wrong settings.
    var selector: ReferenceSelector {
        get throws(Failure) {
            switch reference {
            case .branch(let name): .branch(name)
            case .tag(let name): .tag(name)
            case .tagRange(let range): .highestTag(try VersionRange(range))
            }
        }
    }
}
