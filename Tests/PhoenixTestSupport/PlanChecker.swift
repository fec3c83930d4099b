package import PhoenixModel
package import PhoenixPlanner

/// Looks for what no plan may contain, whatever the wish; independent of the planner's own code. Empty if all is well.
package func inconsistencies(of plan: Plan, seeing observed: ObservedState) -> [String] {
    var found: [String] = []
    var earlier: Set<StepID> = []
    var lastOfGuest: [GuestID: StepID] = [:]
    /// Everything that each step waits for, near and far.
    var behind: [StepID: Set<StepID>] = [:]
    let marked = Dictionary(observed.guests.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var made: Set<GuestID> = []
    var destroyed: Set<GuestID> = []
    var images = Images(observed)
    for step in plan.steps {
        if earlier.contains(step.id) { found.append("\(step.id) stands twice") }
        for predecessor in step.after where !earlier.contains(predecessor) {
            found.append("\(step.id) waits for \(predecessor), which does not come before it")
        }
        if step.after != step.after.sorted() { found.append("\(step.id) lists its predecessors out of order") }
        behind[step.id] = step.after.reduce(into: Set(step.after)) { $0.formUnion(behind[$1] ?? []) }
        if let last = lastOfGuest[step.guest.id], !step.after.contains(last) {
            found.append("\(step.id) does not wait for \(last) of the same guest")
        }
        if case .change(let submission) = step.action {
            found += problems(
                of: submission, step: step.id, fleet: plan.fleet, seen: marked[step.guest.id],
                isMade: made.contains(step.guest.id), isGone: destroyed.contains(step.guest.id))
            found += images.problems(of: submission.change, step: step.id, behind: behind[step.id] ?? [])
            switch submission.change {
            case .create, .clone: made.insert(step.guest.id)
            case .destroy:
                let clones = observed.guests.filter { $0.diskBases.contains { $0.guest == step.guest.id } }.map(\.id)
                let left = clones.filter { id in
                    !plan.steps.contains { $0.id.text == "\(id)/destroy" && behind[step.id]?.contains($0.id) == true }
                }
                if !left.isEmpty { found.append("\(step.id) destroys what \(left) share disks with") }
                destroyed.insert(step.guest.id)
            default: break
            }
            if case .clone(let cloning) = submission.change {
                if !step.holds.contains(cloning.source.id) { found.append("\(step.id) does not hold its source") }
                if let last = lastOfGuest[cloning.source.id], behind[step.id]?.contains(last) != true {
                    found.append("\(step.id) does not wait until its source is completed")
                }
            }
        }
        earlier.insert(step.id)
        lastOfGuest[step.guest.id] = step.id
    }
    for guest in plan.guests where guest.isOrphan == false && guest.state == .completed {
        if plan.steps.contains(where: { $0.guest.id == guest.id }) {
            found.append("\(guest.id) is completed and has steps")
        }
    }
    return found
}

private func problems(
    of submission: Submission, step: StepID, fleet: FleetName, seen: ObservedGuest?, isMade: Bool, isGone: Bool
) -> [String] {
    switch (submission.change, submission.fence) {
    case (.download, .untouched): return []
    case (.create, .vacant), (.clone, .vacant):
        return seen == nil || isGone ? [] : ["\(step) makes a guest where one is"]
    case (.mark, .adopting):
        return seen?.mark == nil && seen != nil ? [] : ["\(step) adopts what is not there or is marked"]
    case (_, .unchanged(let mark)):
        return seen?.mark == mark && mark.fleet == fleet ? [] : ["\(step) expects a mark that is not there"]
    case (_, .marked(fleet, submission.change.guest.id, _)):
        let isOurs = isMade || seen?.mark?.fleet == fleet || seen?.mark == nil && seen != nil
        return isOurs ? [] : ["\(step) changes a guest that is not ours"]
    default: return ["\(step) has the wrong fence"]
    }
}

/// Which images are where, and by which steps they come there.
private struct Images {
    private let nodes: [NodeName: ObservedNode]
    private var downloads: [Place: StepID] = [:]

    /// A shared storage is one place for all nodes.
    private struct Place: Hashable {
        let node: NodeName?
        let volume: String
    }

    init(_ observed: ObservedState) {
        nodes = Dictionary(observed.nodes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// An image is fetched only where it is missing and can lie, once, and a guest is made only after its image has come.
    mutating func problems(of change: Change, step: StepID, behind: Set<StepID>) -> [String] {
        switch change {
        case .download(let download):
            let place = place(of: download.volume, on: download.guest.node)
            defer { downloads[place] = step }
            var found: [String] = []
            if isThere(download.volume, on: download.guest.node) { found.append("\(step) fetches what is there") }
            if !canLie(download.volume, on: download.guest.node) {
                found.append("\(step) fetches to where it cannot lie")
            }
            if let other = downloads[place] { found.append("\(step) fetches what \(other) fetches") }
            return found
        case .create(let creation):
            if isThere(creation.image, on: creation.guest.node) { return [] }
            guard let download = downloads[place(of: creation.image, on: creation.guest.node)] else {
                return ["\(step) makes a guest of an image that is not there"]
            }
            return behind.contains(download) ? [] : ["\(step) does not wait for \(download)"]
        default: return []
        }
    }

    private func storage(of volume: String, on node: NodeName) -> ObservedStorage? {
        nodes[node]?.storages.first { volume.hasPrefix("\($0.name):") }
    }

    private func isThere(_ volume: String, on node: NodeName) -> Bool {
        storage(of: volume, on: node)?.images.contains(volume) == true
    }

    private func canLie(_ volume: String, on node: NodeName) -> Bool {
        storage(of: volume, on: node)?.content.contains { volume.contains(":\($0)/") } == true
    }

    private func place(of volume: String, on node: NodeName) -> Place {
        Place(node: storage(of: volume, on: node)?.isShared == true ? nil : node, volume: volume)
    }
}
