resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

module "orders" {
  source = "./m"
  api_id = aws_apigatewayv2_api.shop.id
  path   = "/orders"
}

module "items" {
  source = "./m"
  api_id = aws_apigatewayv2_api.shop.id
  path   = "/items"
}
