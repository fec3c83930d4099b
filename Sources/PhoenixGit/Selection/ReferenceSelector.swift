/// What names the commit to deploy.
package enum ReferenceSelector: Sendable, Equatable {
    /// The tip of a branch, named without `refs/heads/`.
    case branch(String)
    /// A tag, named without `refs/tags/`; an annotated one stands for the commit it points at.
    case tag(String)
    /// The highest version among the tags that are semantic versions (`1.2.3` or `v1.2.3`) and lie in the range.
    case highestTag(VersionRange)
}

extension ReferenceSelector: CustomStringConvertible {
    package var description: String {
        switch self {
        case .branch(let name): "branch '\(OneLine.of(name))'"
        case .tag(let name): "tag '\(OneLine.of(name))'"
        case .highestTag(let range): "highest tag in '\(OneLine.of(range.text))'"
        }
    }
}
