# A module called for each of several, its outputs read as a whole, and moved as a whole before.
locals {
  services = {
    bills = "GET"
    users = "ANY"
  }
}

module "service" {
  source   = "./service"
  for_each = local.services

  name = each.key
  verb = each.value
}

moved {
  from = module.micro
  to   = module.service
}

output "urls" {
  value = { for key, one in module.service : key => one.url }
}

output "bills_id" {
  value = module.service["bills"].api_id
}
