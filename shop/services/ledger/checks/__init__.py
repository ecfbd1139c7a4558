"""What `audit_ledger` looks at."""

from shop.services.ledger.checks.books import BOOKS
from shop.services.ledger.checks.charges import CHARGES
from shop.services.ledger.checks.goods import GOODS
from shop.services.ledger.checks.money import MONEY

CHECKS = (*BOOKS, *CHARGES, *MONEY, *GOODS)
