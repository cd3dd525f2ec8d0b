// While a company moves in: asks whether they are still at it, and then opens the page.

const asks = async () => {
  try {
    const answer = await fetch("/moving");
    if ((await answer.text()) === "no") return location.reload();
  } catch {
    // Nobody is there between two companies.
  }
  setTimeout(asks, 500);
};
asks();
