import PhoenixModel
import PhoenixSimulator

extension Story {
    /// The story that a seed tells: the same on every machine.
    package init(seed: UInt64, scale: StoryScale = StoryScale(), door: StoryDoor = .inProcess) {
        var chance = SeededGenerator(seed: seed)
        self.scale = scale
        self.door = door
        isCluster = chance.isLucky(0.4) && !scale.isLarge
        instances = chance.isLucky(0.25) ? 2 : 1
        let fleets = FleetTeller(isCluster: isCluster, guests: scale.guests)
        var commits = [fleets.fleet(&chance)]
        for _ in 1...chance.number(1...4) { commits.append(fleets.changed(commits[commits.count - 1], &chance)) }
        self.commits = commits
        self.seed = seed
        let wished = Set(commits.flatMap { $0.guests.map(\.id) }).sorted()
        let nodes: [NodeName] = isCluster ? ["pve1", "pve2", "pve3"] : ["pve1"]
        // What other people make for themselves has no disk here, so it is not to be taken over.
        let adoptable = Set(commits.flatMap { $0.guests.filter(\.adopts).map(\.id) })
        let numbers = wished.filter { !adoptable.contains($0) }
        strangers = numbers.filter { _ in chance.isLucky(0.1) }.map { id in
            GuestReference(id: id, kind: .container, node: nodes[0])
        }
        events = []
        bindsClones = false
        for number in 1..<commits.count {
            // Now and then history is rewritten: the commit descends from an older one.
            let from = number > 1 && chance.isLucky(0.1) ? chance.number(0...number - 2) : nil
            add(.push(number, from: from), at: scale.seconds * number / commits.count)
        }
        self.commits.append(commits[commits.count - 1].concluding())
        let teller = DisturbanceTeller(guests: wished, takable: numbers, nodes: nodes, instances: instances)
        for _ in 1...chance.number(1...8) { add(teller.happening(&chance), at: chance.number(0...scale.seconds)) }
        events.sort { ($0.seconds, $0.number) < ($1.seconds, $1.number) }
        bindsClones = chance.isLucky(0.4)
    }

    private mutating func add(_ happening: StoryEvent.Happening, at seconds: Int) {
        events.append(StoryEvent(number: events.count, seconds: seconds, happening: happening))
    }
}
