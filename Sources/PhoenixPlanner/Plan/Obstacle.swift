/// Why something wished for cannot be done, known before anything starts.
package struct Obstacle: Hashable, Codable, Sendable {
    package let kind: Kind
    /// What is in the way, as one sentence without a closing full stop.
    package let message: String
    /// What a person can do about it.
    package let remedy: String

    package init(_ kind: Kind, _ message: String, remedy: String) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
    }

    /// The kinds of obstacle.
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        /// A guest of that number is not ours.
        case foreignGuest
        /// More than one guest carries the mark, or it is on another number.
        case ambiguousMark
        case unknownNode
        case nodeOffline
        case unknownStorage
        case storageContent
        case storageFull
        case unknownBridge
        case unknownImage
        case unknownDevice
        case memoryTooLarge
        /// Another Phoenix is at work on it.
        case claimed
        /// Another Phoenix works by a commit that this one is behind.
        case newerCommit
        /// Another task or person holds a lock on it.
        case locked
        /// Only a new guest could be as wished, and the commit does not allow that.
        case needsReplacement
        /// The guest is protected.
        case protected
        /// The source cannot be cloned in the way that would be needed.
        case cannotClone
        /// Linked clones share its disks, or it shares those of its template.
        case sharedDisks
        /// The guest cannot become a template.
        case cannotBecomeTemplate
        /// More removals than one sync may do.
        case removalLimit
        /// A commit without guests removes none.
        case emptyCommit
        /// The commit's own order makes a circle.
        case cycle
        /// Phoenix's account lacks a privilege.
        case missingRight
        /// Only the node's own shell can do it, and Phoenix does not reach that.
        case needsNodeShell
    }
}
