package import PhoenixModel

/// What a look at a host has to show beyond what costs nothing: the guests that a commit wishes for, and which of their settings.
///
/// Guests that carry a mark are always shown with their configuration; of any other only number, kind, place and size, unless
/// it stands here. Settings that a host keeps apart (firewall, raw lines) may be left out where they stand nowhere.
package struct Interest: Hashable, Sendable {
    /// The settings that matter, by guest.
    package var guests: [GuestID: Set<SettingKey>]

    package init(_ guests: [GuestID: Set<SettingKey>] = [:]) {
        self.guests = guests
    }

    /// Both together.
    package func union(_ other: Interest) -> Interest {
        Interest(guests.merging(other.guests) { $0.union($1) })
    }

    /// Whether any setting of this guest matters that `isMeant` names.
    package func has(_ guest: GuestID, where isMeant: (SettingKey) -> Bool) -> Bool {
        guests[guest]?.contains(where: isMeant) ?? false
    }
}

extension Interest {
    /// Everything that a commit says.
    package init(_ desired: DesiredState) {
        self.init(
            Dictionary(
                desired.guests.map { ($0.id, Set($0.configuration.keys)) }, uniquingKeysWith: { $0.union($1) }))
    }

    /// What shows whether these changes took effect.
    package init(_ changes: some Sequence<Change>) {
        self.init()
        for change in changes {
            var keys: Set<SettingKey> = []
            if case .configure(_, let set, let unset) = change { keys = Set(set.map(\.key)).union(unset) }
            guests[change.guest.id, default: []].formUnion(keys)
        }
    }
}
