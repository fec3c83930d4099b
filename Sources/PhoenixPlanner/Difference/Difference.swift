package import PhoenixModel

/// One setting that is not as wished.
package struct Difference: Hashable, Sendable {
    package let key: SettingKey
    /// What is in force, or pending; nil if it is not set.
    package let seen: Setting?
    /// What the commit says; nil if it is to be taken away.
    package let wished: Setting?
    package let effect: Effect

    /// What it takes to apply it.
    package enum Effect: Hashable, Sendable {
        /// Proxmox changes it at once.
        case inPlace
        /// It is written now and takes effect with the next restart.
        case restart
        /// A disk is grown.
        case grow(sizeGibibytes: Int)
        /// Only a new guest can have it; the text says why.
        case replacement(String)
        /// Phoenix does not change it; the text says why.
        case never(String)
    }
}
