/// Guests and storages that are given to people together; roles on the pool count on its members.
package struct ResourcePool: Sendable, Hashable {
    /// A pool in a pool in a pool is the deepest; Proxmox allows no more.
    package static let maximumLevels = 3

    /// By id; some may be gone.
    package internal(set) var guests: Set<Int> = []
    /// By name; some may be gone.
    package internal(set) var storages: Set<String> = []
    /// Empty when there is none.
    package internal(set) var comment = ""

    init() {}
}

extension ResourcePool: Codable {
    private enum CodingKeys: String, CodingKey {
        case guests = "vms", storages = "storage", comment
    }

    /// An object without members is an empty pool.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guests = try container.decodeIfPresent(Set<Int>.self, forKey: .guests) ?? []
        storages = try container.decodeIfPresent(Set<String>.self, forKey: .storages) ?? []
        comment = try container.decodeIfPresent(String.self, forKey: .comment) ?? ""
    }

    /// Writes members in ascending order, so that equal pools are equal texts.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(guests.sorted(), forKey: .guests)
        try container.encode(storages.sorted(), forKey: .storages)
        if !comment.isEmpty { try container.encode(comment, forKey: .comment) }
    }
}
