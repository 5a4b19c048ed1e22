module "routes" {
  source   = "./modules/route"
  for_each = { list = "GET /orders", make = "POST /orders" }

  api_id = aws_apigatewayv2_api.this.id
  key    = each.value
  tags   = { from = each.key }
}

module "registry" {
  source  = "terraform-aws-modules/apigateway-v2/aws"
  version = "~> 5.0"

  name               = "orders"
  protocol_type      = "HTTP"
  create_domain_name = false
  routes = {
    "GET /" = { integration = { uri = module.routes["list"].id, payload_format_version = "2.0" } }
  }
}

resource "aws_apigatewayv2_api" "this" {
  name          = "orders"
  protocol_type = "HTTP"
}

output "ids" {
  value = { for k, m in module.routes : k => m.id }
}

resource "aws_route53_record" "this" {
  name    = join(",", [for m in values(module.routes) : m.key])
  records = [module.routes["make"].id, module.registry.api_id]
  alias {
    name = sha1(module.routes["make"].hash)
  }
}
