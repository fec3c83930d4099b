import PhoenixModel
import PhoenixSimulator

/// Makes what goes wrong beside Phoenix: people, faults, power cuts, trouble with Git.
struct DisturbanceTeller {
    /// The guests that are ever wished for.
    let guests: [GuestID]
    /// Those on whose numbers people may make guests of their own.
    let takable: [GuestID]
    let nodes: [NodeName]
    let instances: Int

    /// Anything of it.
    func happening(_ chance: inout SeededGenerator) -> StoryEvent.Happening {
        switch chance.number(1...20) {
        case 1...6: .person(deed(&chance))
        case 7...13: .fault(fault(&chance))
        case 14...16:
            .powerCut(
                instance: chance.number(0...instances - 1), calls: chance.number(1...40),
                chance.pick(StoryEvent.Moment.allCases) ?? .beforeEffect,
                outageSeconds: chance.pick([1, 2, 5, 60, 600, 1800]) ?? 60)
        case 17: .stop(instance: chance.number(0...instances - 1))
        default:
            .gitTrouble(
                chance.pick(StoryEvent.GitTrouble.allCases) ?? .unreachable, questions: chance.number(1...4))
        }
    }

    private func deed(_ chance: inout SeededGenerator) -> HumanAction {
        let node = chance.pick(nodes) ?? "pve1"
        guard let guest = chance.pick(guests) else { return .crashNode(node) }
        return switch chance.number(1...15) {
        case 1: .configure(guest, set: [.memory(mebibytes: 768)], unset: [])
        case 2: .configure(guest, set: [.cores(3)], unset: [])
        case 3: .powerOn(guest)
        case 4: .powerOff(guest)
        case 5: .delete(guest)
        case 6: .move(guest, to: node)
        case 7: .lock(guest, reason: "backup")
        case 8: .unlock(guest)
        case 9:
            chance.pick(takable).map {
                .takeNumber($0, kind: chance.isLucky(0.7) ? .container : .machine, node: node, name: "somebody-elses")
            } ?? .powerOff(guest)
        case 10: .removeMark(guest)
        case 11: .removeTag(guest, tag: MarkText.tag)
        case 12: .deleteFile(guest, path: InteriorPath.receiptFolder + "base.json")
        case 13: .disconnectNode(node)
        case 14: .crashNode(node)
        default: .bringNodeOnline(node)
        }
    }

    private func fault(_ chance: inout SeededGenerator) -> Fault {
        let kind = chance.pick(Self.kinds) ?? .refused
        let operations = Fault.Operation.allCases.filter(kind.concerns)
        let trigger =
            chance.isLucky(0.7)
            ? Trigger(occurrence: chance.number(1...4), times: chance.number(1...3))
            : Trigger(times: chance.number(1...6), probability: 0.3)
        return Fault(
            operation: chance.isLucky(0.8) ? chance.pick(operations) : nil,
            guest: chance.isLucky(0.4) ? chance.pick(guests) : nil, trigger: trigger, kind: kind)
    }

    static let kinds: [Fault.Kind] = [
        .refused, .lostBeforeEffect, .lostAfterEffect, .lockTimeout, .forbidden, .nodeOffline, .taskError,
        .taskVanishes(.done), .taskVanishes(.undone), .taskVanishes(.abandoned), .storageFull, .slow(seconds: 900),
        .slow(seconds: 7200), .quorumLost, .taskWarnings, .staleRead, .guestMoved(to: "pve1"),
        .guestMoved(to: "pve2"), .guestDeleted, .guestChanged(.cores(7)), .guestLocked(reason: "backup"),
        .numberTaken,
    ]
}
