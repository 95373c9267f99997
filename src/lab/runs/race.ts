interface Member {
  /** Steps taken when it last said so; −1 before it has. `Infinity` once it trains no more. */
  at: number
  waiting: boolean
  go: () => void
}

/**
 * Keeps the members of a race in lock-step. Some times an epoch each says how many steps it has taken and waits; those furthest
 * behind go on first, no more at a time than there are places, and nobody goes on before all have come as far. So a member that was
 * resumed further back is waited for, and one that ends drops out.
 */
export class Race {
  private readonly members = new Map<string, Member>()

  /** @param places members that may compute at once, asked anew at every meeting */
  constructor(private readonly places: () => number) {}

  get size(): number {
    return this.members.size
  }

  /** A member begins; until it says where it stands the others wait for it. */
  join(id: string, go: () => void): void {
    this.members.set(id, { at: -1, waiting: false, go })
  }

  /** A member has taken so many steps and waits. */
  meet(id: string, step: number): void {
    const member = this.members.get(id)
    if (!member) return
    member.at = step
    member.waiting = true
    this.advance()
  }

  /** A member has ended, however. */
  leave(id: string): void {
    if (this.members.delete(id)) this.advance()
  }

  /** Lets go on who may. */
  advance(): void {
    const members = [...this.members.values()]
    const behind = Math.min(...members.map(({ at }) => at))
    let free = Math.max(1, this.places()) - members.filter(({ waiting }) => !waiting).length
    for (const member of members.filter(({ waiting }) => waiting).sort((a, b) => a.at - b.at)) {
      if (free < 1) return
      if (member.at > behind && member.at !== Infinity) return
      member.waiting = false
      free--
      member.go()
    }
  }
}
