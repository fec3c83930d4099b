package import PhoenixModel

/// What has to happen so that the host is as the commit wishes: every step, and every reason why something is not done.
package struct Plan: Sendable, Hashable {
    package let commit: CommitID
    package let fleet: FleetName
    /// In an order in which they could be done one after the other.
    package let steps: [Step]
    /// Every guest of the commit and every orphan, ascending by number.
    package let guests: [GuestPlan]
    /// How many steps may work on one node at the same time.
    package let stepsPerNode: Int
    package let onFailure: Policy.OnFailure

    /// Whether there is nothing to do.
    package var isEmpty: Bool { steps.isEmpty }

    /// Guests that cannot go on, ascending by number.
    package var blocked: [GuestPlan] {
        guests.filter { guest in
            guest.conditions.contains {
                switch $0 {
                case .blocked, .skipped, .unknown: true
                default: false
                }
            }
        }
    }

    /// Whether every guest of the commit is as wished.
    package var isConverged: Bool {
        steps.isEmpty && guests.allSatisfy { $0.isOrphan || $0.state == .completed }
    }
}

/// One guest's part of the plan.
package struct GuestPlan: Sendable, Hashable {
    package let id: GuestID
    package let kind: GuestKind
    package let name: String
    /// Where it is or will be; nil if no node could be chosen.
    package let node: NodeName?
    /// Where it stands now.
    package internal(set) var state: Lifecycle
    package let conditions: [Condition]
    /// What is to be changed of its settings, ascending by key.
    package let differences: [Difference]
    /// Whether it is gone from the commit.
    package let isOrphan: Bool
}
