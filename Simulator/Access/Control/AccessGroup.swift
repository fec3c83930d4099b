/// Users who are given roles together.
package struct AccessGroup: Sendable, Hashable {
    /// May name users who do not exist.
    package internal(set) var members: Set<UserID> = []
    /// Empty when there is none.
    package internal(set) var comment = ""

    init() {}
}

extension AccessGroup: Codable {
    private enum CodingKeys: String, CodingKey {
        case members = "users", comment
    }

    /// An object without members is an empty group.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        members = try container.decodeIfPresent(Set<UserID>.self, forKey: .members) ?? []
        comment = try container.decodeIfPresent(String.self, forKey: .comment) ?? ""
    }

    /// Writes members in ascending order, so that equal groups are equal texts.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(members.sorted(), forKey: .members)
        if !comment.isEmpty { try container.encode(comment, forKey: .comment) }
    }
}
